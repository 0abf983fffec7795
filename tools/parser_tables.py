"""Lemon's tables laid out as the parser's loop asks for them.

Terminals and nonterminals are asked for in different ways, so they are apart: what a state says of a token is a cell that names
its token, as most tokens have none; where a rule leads to is always there, so no cell needs its name, and rows may fill each
other's gaps.
"""

import collections
import re


class Changed(Exception):
    """Lemon's output is not as it was."""


def numbers(made, name):
    """A table of lemon's."""
    m = re.search(r"^static const [\w ]+ " + name + r"\[\] = \{(.*?)\};", made, re.M | re.S)
    if not m:
        raise Changed(f"lemon's table {name} is not as it was")
    return [int(n) for n in re.findall(r"-?\d+", re.sub(r"/\*.*?\*/", "", m.group(1), flags=re.S))]


def constant(made, name):
    m = re.search(r"^#define " + name + r"\s+\(?(\d+)", made, re.M)
    if not m:
        raise Changed(f"lemon's {name} is not as it was")
    return int(m.group(1))


class Automaton:
    """What lemon made: for each state its actions by token, where the rules lead to, and what is done where nothing is said."""

    def __init__(self, made):
        self.n_tokens, self.n_rules = constant(made, "YYNTOKEN"), constant(made, "YYNRULE")
        self.first_reduce = constant(made, "YY_MIN_REDUCE")
        self.wildcard = constant(made, "YYWILDCARD") if "#define YYWILDCARD" in made else None
        self.sizes = [-n for n in numbers(made, "yyRuleInfoNRhs")]
        self.lefts = [n - self.n_tokens for n in numbers(made, "yyRuleInfoLhs")]
        self.otherwise = numbers(made, "yy_default")
        tokens, lefts = self.named_cells(numbers(made, "yy_action"), numbers(made, "yy_lookahead"))
        self.cells = [dict(tokens[offset]) for offset in numbers(made, "yy_shift_ofst")]
        self.gotos = [dict(lefts[offset]) for offset in numbers(made, "yy_reduce_ofst")]
        self.gotos += [{}] * (len(self.cells) - len(self.gotos))
        self.fallback = numbers(made, "yyFallback")
        self.names = re.findall(r'^ +/\* +\d+ \*/ "(.*?)",', made, re.M)

    def named_cells(self, actions, symbols):
        """The rows by where they begin: a cell says whose it is by its symbol."""
        tokens, lefts = collections.defaultdict(dict), collections.defaultdict(dict)
        for place, (symbol, action) in enumerate(zip(symbols, actions)):
            if symbol < self.n_tokens:
                tokens[place - symbol][symbol] = action
            else:
                lefts[place - symbol][symbol - self.n_tokens] = action
        return tokens, lefts

    def rule_of(self, action):
        """The rule that is reduced by; negative: it is no reduction."""
        return action - self.first_reduce

    def skip_units(self, work):
        """A rule of one symbol and no action leads at once to where its left side leads."""
        for row in self.gotos:
            for left in row:
                while self.is_unit(self.rule_of(row[left]), work):
                    row[left] = row[self.lefts[self.rule_of(row[left])]]

    def is_unit(self, rule, work):
        return rule >= 0 and self.sizes[rule] == 1 and not work[rule]

    def followers(self, state):
        return [action for row in (self.gotos[state], self.cells[state]) for _, action in sorted(row.items()) if action < len(self.cells)]

    def number_anew(self):
        """States that follow one another in a rule lie side by side; what is never come by, as a unit was skipped, goes."""
        order, todo = {}, [0]
        while todo:
            state = todo.pop()
            if state not in order:
                order[state] = len(order)
                todo += reversed(self.followers(state))

        def renamed(row):
            return {column: order.get(action, action) for column, action in row.items()}

        self.cells = [renamed(self.cells[state]) for state in order]
        self.gotos = [renamed(self.gotos[state]) for state in order]
        self.otherwise = [self.otherwise[state] for state in order]

    def gotos_before(self, ends, state, work):
        """The gotos before one of these tokens: where a state says nothing of them and makes another symbol of the one before it, that one's."""
        row = dict(self.gotos[state])
        for left in row:
            while row[left] < len(self.cells) and self.is_passed(row[left], ends, work):
                row[left] = row[self.lefts[self.rule_of(self.otherwise[row[left]])]]
        return row

    def is_passed(self, state, ends, work):
        said = self.cells[state].keys() & (ends | {self.fallback[kind] for kind in ends} | {self.wildcard})
        return self.is_unit(self.rule_of(self.otherwise[state]), work) and not said

    def missing(self, state, nothing):
        """What is done where no cell fits: what the wildcard does, the state behind an empty rule of no action, or the default."""
        by_any = self.cells[state].get(self.wildcard)
        if by_any is not None:
            self.cells[state].setdefault(0, self.otherwise[state])  # the end is no token
            return by_any
        rule = self.rule_of(self.otherwise[state])
        if rule < 0 or self.sizes[rule] or rule not in nothing:
            return self.otherwise[state]
        return self.gotos[state][self.lefts[rule]] + self.first_reduce + self.n_rules


def lowest_zero(bits):
    return (~bits & (bits + 1)).bit_length() - 1


def pack(rows, named):
    """The rows one over the other, each in the others' gaps, and where each begins. Named: a cell says whose it is, by the column,
    so that no two rows may begin at one place."""
    rows = [tuple(sorted(row.items())) for row in rows]
    table, begins, taken, used = {}, {}, 0, 0  # the last two: sets of places, as bits
    for row in sorted(dict.fromkeys(rows), key=len, reverse=True):
        blocked = used if named else 0
        for column, _ in row:
            blocked |= taken >> column
        begins[row] = base = lowest_zero(blocked)
        used |= 1 << base
        for column, action in row:
            taken |= 1 << (base + column)
            table[base + column] = (column, action) if named else action
    return table, [begins[row] for row in rows]


def rows(head, table):
    """A table in C."""
    cells = [str(row) if isinstance(row, int) else "{" + ", ".join(map(str, row)) + "}" for row in table]
    return f"static const {head} = {{\n" + "".join("    " + ", ".join(cells[i:i + 8]) + ",\n" for i in range(0, len(cells), 8)) + "};\n"


def filled(table, size, gap):
    return [table.get(i, gap) for i in range(size)]


def goto_tables(automaton, ends, work):
    """Where the rules lead to, for each state from its place on: one table, and one for before `ends`, where the grammar names such."""
    usual, places = pack(automaton.gotos, named=False)
    before_ends = {place + left: action for state, place in enumerate(places)
                   for left, action in automaton.gotos_before(ends, state, work).items()}
    tables = [filled(table, max(usual) + 1, 0) for table in ([usual, before_ends] if ends else [usual])]
    text = rows(f"YYACTIONTYPE parser_gotos[{len(tables)}][{max(usual) + 1}]", tables)
    if ends:
        text += rows("bool parser_ends[YYNTOKEN]", [int(kind in ends) for kind in range(automaton.n_tokens)])
    which = "parser_ends[kind]" if ends else "0"
    return text + f"static inline const YYACTIONTYPE *gotos_before(unsigned kind) {{ return parser_gotos[{which}]; }}\n", places


def parser_tables(made, work, nothing, ends):
    """The tables in C, with what is asked for together side by side; work: for each rule the number of its action, 0 where it has
    none; nothing: the rules whose action is NULL or none; ends: the names of tokens that mostly end expressions."""
    automaton = Automaton(made)
    automaton.skip_units(work)
    automaton.number_anew()
    missing = [automaton.missing(state, nothing) for state in range(len(automaton.cells))]
    cells, offsets = pack(automaton.cells, named=True)
    gotos, goto_offsets = goto_tables(automaton, {automaton.names.index(name) for name in ends}, work)
    states = list(zip(offsets, missing, goto_offsets, automaton.otherwise))
    return ("typedef struct parser_cell { YYCODETYPE symbol; YYACTIONTYPE action; } parser_cell;\n"
            "typedef struct parser_state { uint16_t offset; YYACTIONTYPE missing; uint16_t gotos; YYACTIONTYPE otherwise; } parser_state;\n"
            "typedef struct parser_rule { uint16_t left, work; uint32_t size; } parser_rule;\n" +
            rows("parser_cell parser_cells[]", filled(cells, max(offsets) + automaton.n_tokens, (constant(made, "YYNOCODE"), 0))) +
            gotos +
            rows("parser_state parser_states[]", states) +
            rows("parser_rule parser_rules[]", list(zip(automaton.lefts, work, automaton.sizes))) + "\n")
