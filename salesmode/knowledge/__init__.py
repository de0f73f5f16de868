"""What is known of selling: the playbooks, typed once."""
