"""What a finance person would sign: pure functions with their formula, convention and source, one topic a module.

Amounts are in one currency, rates are shares of 1, both within their bounds: the caller has read them through a form
or a profile. A figure that its inputs leave undefined is an `Undefined` with the key of its reason: it is never
rated, replaced by a default or taken for zero.
"""
