"""What one mutant changes: operators of cosmic-ray, one replacement a kind, and two of our own for arrays.

cosmic-ray would put each of a dozen operators in the place of every other. Most of these die at once of a wrong type
(a float shifted by a float), which flatters the score. So an arithmetic sign is replaced by its opposite alone, and a
comparison by its edge (< by <=) and its mirror (< by >).
"""

from functools import cache

import parso
from cosmic_ray.operators.operator import Example, Operator
from cosmic_ray.plugins import get_operator

OPPOSITE = ["Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Div", "Mod_Mul", "Pow_Mul", "BitAnd_BitOr"]
OPPOSITE += ["BitOr_BitAnd"]
EDGE = ["Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_Gt", "Gt_Lt", "LtE_GtE", "GtE_LtE"]
EDGE += ["Is_IsNot", "IsNot_Is"]
SIGN = ["Delete_USub", "Delete_Not", "Delete_Invert"]
REST = ["NumberReplacer", "AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr"]
REST += ["ReplaceOrWithAnd", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ZeroIterationForLoop"]
NAMES = [f"ReplaceBinaryOperator_{pair}" for pair in OPPOSITE] + [f"ReplaceComparisonOperator_{pair}" for pair in EDGE]
NAMES += [f"ReplaceUnaryOperator_{kind}" for kind in SIGN] + REST

PAIRS = [("maximum", "minimum"), ("max", "min"), ("any", "all"), ("argmax", "argmin"), ("floor", "ceil")]
PAIRS += [("nanmax", "nanmin"), ("logical_and", "logical_or"), ("zeros", "ones"), ("fmax", "fmin")]
TWIN = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}


class SwapTwin(Operator):
    """Puts minimum for maximum, any for all, and so on, after a dot or as a plain call."""

    def mutation_positions(self, node):
        if node.type == "name" and node.value in TWIN and not node.is_definition():
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        node.value = TWIN[node.value]
        return node

    @classmethod
    def examples(cls):
        return (Example("np.maximum(a, b)", "np.minimum(a, b)"),)


class DropStatement(Operator):
    """Leaves out what writes into a part of something (a.b = c, a[k] = c, a += c) or calls for an effect."""

    def mutation_positions(self, node):
        if node.type == "simple_stmt" and writes(node.children[0]):
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        lines = node.get_code(include_prefix=False).count("\n")
        nothing = parso.parse("(0" + "\n" * (lines - 1) + ")\n").children[0]  # as many lines
        nothing.get_first_leaf().prefix = node.get_first_leaf().prefix
        return nothing

    @classmethod
    def examples(cls):
        return (Example("a[0] = 1\n", "(0)\n"),)


def writes(statement):
    """Return whether a statement is there for its effect."""
    if statement.type == "atom_expr":
        return statement.children[-1].type == "trailer" and statement.children[-1].children[0].value == "("
    if statement.type != "expr_stmt":
        return False
    target, sign = statement.children[0], statement.children[1]
    augmented = sign.type == "operator" and sign.value != "="
    return augmented or target.type == "atom_expr"


OURS = {kind.__name__: kind for kind in (SwapTwin, DropStatement)}


@cache
def operators():
    """Return every operator by its name."""
    return {name: get_operator(f"core/{name}")() for name in NAMES} | {name: kind() for name, kind in OURS.items()}
