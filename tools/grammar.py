#!/usr/bin/env python3
"""Joins grammar fragments, runs lemon on them and adds the entry functions.

A dialect's grammar is the concatenation of its fragments (token declarations
first). What every dialect shares (name, token type, context, stack) is added
here, once. Messages of lemon and of the C compiler name the fragment that a
line came from.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile

from parser_tables import Changed, constant, parser_tables

STACK_SIZE = 4000

PROLOGUE = """\
%name mg_yy_{dialect}
%token_prefix MG_T_
%token_type {{const mg_token *}}
%default_type {{mg_node *}}
%extra_context {{mg_parse *ps}}
%start_symbol input
%stack_size {stack}
%stack_overflow {{ ps->overflow = true; ps->error = true; ps->error_at = ps->at; }}
%syntax_error {{ ps->error = true; ps->error_at = ps->at; }}
%include {{
/* Made by tools/grammar.py from {fragments}. */
#include "parse/build.h"
#include "parse_{dialect}.h"
#define YYNOERRORRECOVERY 1
}}
"""

# Stands behind the tables, so that it can read them.
CODE = """\
%code {{
/* A word that is shifted and is all of its rule: the rule is next. */
static inline unsigned after_shift(unsigned act) {{ return act > YY_MAX_SHIFT ? act + YY_MIN_REDUCE - YY_MIN_SHIFTREDUCE : act; }}

static inline bool fits(const parser_cell *cell, unsigned kind) {{ return cell->symbol == kind; }}

static inline unsigned action_on(unsigned kind, const parser_state *state)
{{
    const parser_cell *cells = &parser_cells[state->offset];
    if (fits(&cells[kind], kind))
        return cells[kind].action;
    const unsigned fallback = yyFallback[kind];
    return fallback && fits(&cells[fallback], fallback) ? cells[fallback].action : state->missing;
}}

/* What mg_yy_{d} does, without a call for each token or reduction. What is not there is mostly a run of empty right sides, each
 * of which means NULL: an action above the reductions leads behind one. Before what ends an expression the gotos lead behind all of its
 * layers. An entry of the stack gets to know its state's gotos when the state is first asked: those whose rule is next never are. */
void mg_parse_{d}(mg_parse *ps)
{{
    parser_entry stack[YYSTACKDEPTH + 1], *top = stack, *const last = stack + YYSTACKDEPTH - 1; /* one more, for an empty rule to write to */
    const mg_token *token = ps->tokens, *const end = token + ps->n_tokens;
    unsigned act = 0;
    for (ps->at = 0; !ps->error; ps->at++) {{
        const unsigned kind = token == end ? 0 : token->kind;
        const YYACTIONTYPE *const gotos = gotos_before(kind);
        for (;;) {{
            if (act <= YY_MAX_SHIFT) {{
                const parser_state *state = &parser_states[act];
                top->gotos = state->gotos;
                act = action_on(kind, state);
            }}
            if (act < YY_MIN_REDUCE)
                break;
            if (act > YY_MAX_REDUCE) {{
                act -= YY_MAX_REDUCE + 1;
                memset(&top[1].minor, 0, sizeof top->minor);
            }} else {{
                const parser_rule *rule = &parser_rules[act - YY_MIN_REDUCE];
                reduce(top, rule->work, ps);
                top -= rule->size;
                act = gotos[top->gotos + rule->left];
            }}
            if (++top > last)
                break;
        }}
        if (act > YY_MAX_SHIFTREDUCE || top >= last) {{
            if (act == YY_ACCEPT_ACTION)
                return;
            ps->overflow = top >= last;
            ps->error = true;
            ps->error_at = ps->at;
            return;
        }}
        act = after_shift(act);
        (++top)->minor.yy0 = token++;
    }}
}}

/* The bare automaton: states only. On an error the tables are run again over
 * the statement, because the parser has thrown away what it knew by its
 * default reductions. */
typedef struct replay {{
    YYACTIONTYPE states[YYSTACKDEPTH];
    int top;
}} replay;

static bool replay_reduce(replay *r, const parser_rule *rule)
{{
    r->top -= rule->size;
    if (r->top < 0 || r->top + 1 >= YYSTACKDEPTH)
        return false;
    unsigned act = parser_gotos[0][parser_states[r->states[r->top]].gotos + rule->left];
    r->states[++r->top] = (YYACTIONTYPE)act;
    return true;
}}

static unsigned next_action(unsigned state, unsigned kind)
{{
    unsigned act = action_on(kind, &parser_states[state]);
    return act > YY_MAX_REDUCE ? parser_states[state].otherwise : act;
}}

static bool replay_feed(replay *r, YYCODETYPE kind)
{{
    for (;;) {{
        unsigned act = r->states[r->top];
        if (act <= YY_MAX_SHIFT)
            act = next_action(act, kind);
        if (act >= YY_MIN_REDUCE) {{
            if (!replay_reduce(r, &parser_rules[act - YY_MIN_REDUCE]))
                return false;
            continue;
        }}
        if (act > YY_MAX_SHIFTREDUCE || r->top + 1 >= YYSTACKDEPTH)
            return false;
        r->states[++r->top] = (YYACTIONTYPE)after_shift(act);
        return true;
    }}
}}

/* What the tables say of this very token, without fallback and wildcard. */
static unsigned direct_action(unsigned kind, unsigned state)
{{
    const parser_cell *cell = &parser_cells[parser_states[state].offset + kind];
    return fits(cell, kind) ? cell->action : parser_states[state].otherwise;
}}

static bool replay_accepts(const replay *from, replay *r, YYCODETYPE kind)
{{
    /* r equals from on entry and on exit: only what was touched is put back,
     * since a whole copy for each terminal would be slow. */
    int low = from->top;
    bool yes = false;
    r->top = from->top;
    for (;;) {{
        unsigned act = r->states[r->top];
        if (act <= YY_MAX_SHIFT)
            act = direct_action(kind, act);
        if (act == YY_ACCEPT_ACTION || act <= YY_MAX_SHIFTREDUCE) {{
            yes = true;
            break;
        }}
        if (act < YY_MIN_REDUCE || !replay_reduce(r, &parser_rules[act - YY_MIN_REDUCE]))
            break;
        if (r->top < low)
            low = r->top;
    }}
    for (int i = low; i <= from->top; i++)
        r->states[i] = from->states[i];
    return yes;
}}

enum {{ OPEN, ACCEPTED, REFUSED }};

/* What a state says nothing of goes on by its default reduction, all terminals alike: so that is made once for all of them. */
static void judge_terminals(replay *r, replay *copy, unsigned char verdicts[YYNTOKEN])
{{
    for (;;) {{
        unsigned act = r->states[r->top];
        if (act <= YY_MAX_SHIFT) {{
            const parser_cell *cells = &parser_cells[parser_states[act].offset];
            for (int kind = 0; kind < YYNTOKEN; kind++)
                if (!verdicts[kind] && fits(&cells[kind], kind))
                    verdicts[kind] = replay_accepts(r, copy, (YYCODETYPE)kind) ? ACCEPTED : REFUSED;
            act = parser_states[act].otherwise;
        }}
        if (act < YY_MIN_REDUCE) {{
            for (int kind = 0; kind < YYNTOKEN; kind++)
                if (!verdicts[kind] && (act == YY_ACCEPT_ACTION || act <= YY_MAX_SHIFTREDUCE))
                    verdicts[kind] = ACCEPTED;
            return;
        }}
        if (!replay_reduce(r, &parser_rules[act - YY_MIN_REDUCE]))
            return;
        copy->states[r->top] = r->states[r->top];
    }}
}}

uint32_t mg_expected_{d}(const mg_token *tokens, uint32_t n_tokens, uint32_t at, uint16_t *kinds, uint32_t max)
{{
    replay r, copy;
    unsigned char verdicts[YYNTOKEN] = {{OPEN}};
    uint32_t n = 0;
    r.top = 0;
    r.states[0] = 0;
    for (uint32_t i = 0; i < at && i < n_tokens; i++)
        if (!replay_feed(&r, (YYCODETYPE)tokens[i].kind))
            return 0;
    for (int i = 0; i <= r.top; i++)
        copy.states[i] = r.states[i];
    judge_terminals(&r, &copy, verdicts);
    for (int kind = 0; kind < YYNTOKEN && n < max; kind++)
        if (verdicts[kind] == ACCEPTED)
            kinds[n++] = (uint16_t)kind;
    return n;
}}
}}
"""

ONLY_ONCE = ("name", "token_prefix", "token_type", "default_type", "extra_context", "extra_argument",
             "stack_size", "stack_overflow", "syntax_error", "parse_failure", "start_symbol")


class Refused(Exception):
    """What is wrong, with its place."""


def strip_c(text):
    """Blanks comments, strings and { } code so that only grammar is left; keeps line breaks."""
    out = []
    i, depth, n = 0, 0, len(text)
    while i < n:
        c = text[i]
        two = text[i:i + 2]
        if two == "/*":
            j = text.find("*/", i + 2)
            j = n if j < 0 else j + 2
        elif two == "//":
            j = text.find("\n", i)
            j = n if j < 0 else j
        elif depth and c in "\"'":
            j = i + 1
            while j < n and text[j] != c:
                j += 2 if text[j] == "\\" else 1
            j += 1
        else:
            if c == "{":
                depth += 1
            keep = depth == 0
            if c == "}":
                depth = max(0, depth - 1)
            out.append(c if keep or c == "\n" else " ")
            i += 1
            continue
        out.append("".join(ch if ch == "\n" else " " for ch in text[i:j]))
        i = j
    return "".join(out)


RULE = re.compile(r"^(\w+(?:\(\w+\))?)[ \t]*::=([^.{}]*?\|[^.{}]*)\.((?:[ \t]*\[\w+\])?)", re.M)
ENDS = re.compile(r"^%expression_ends ([^.]*)\.", re.M)
CHOICE = re.compile(r"\w+(?:\|\w+)+")


def action_end(text, pos):
    """Where the { } code that follows pos ends; pos when there is none."""
    m = re.compile(r"\s*\{").match(text, pos)
    if not m:
        return pos
    depth, i = 1, m.end()
    while depth:
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        i += 1
    return i


def expand_choices(text):
    """A | B in a rule becomes two rules: lemon makes a symbol of its own of A | B, which clashes with a rule of A alone in
    the same state. Line breaks are kept, so that messages name the right line."""
    out, at = [], 0
    for m in RULE.finditer(text):
        if m.start() < at:
            continue
        end = action_end(text, m.end())
        bodies = [m.group(2)]
        for choice in CHOICE.findall(m.group(2)):
            bodies = [b.replace(choice, word, 1) for b in bodies for word in choice.split("|")]
        action = " ".join(text[m.end():end].split("\n"))
        rules = "\n".join(f"{m.group(1)} ::={b}.{m.group(3)}{action}" for b in bodies)
        out.append(text[at:m.start()] + rules.replace("\n", " ") + "\n" * text.count("\n", m.start(), end))
        at = end
    return "".join(out) + text[at:]


def line_of(text, pos):
    return text.count("\n", 0, pos) + 1


def check_fragment(path, text, known):
    bare = strip_c(text)
    for m in re.finditer(r"^%(\w+)", bare, re.M):
        if m.group(1) in ONLY_ONCE:
            raise Refused(f"{path}:{line_of(bare, m.start())}: %{m.group(1)} is set for all dialects by tools/grammar.py")
    for m in re.finditer(r"%token_class\s+(\w+)", bare):
        known.add(m.group(1))
    without_heads = re.sub(r"^%\w+", lambda m: " " * len(m.group()), bare, flags=re.M)
    without_labels = re.sub(r"\(\s*\w+\s*\)", lambda m: " " * len(m.group()), without_heads)
    for m in re.finditer(r"\b[A-Z][A-Z0-9_]*\b", without_labels):
        if m.group() not in known:
            raise Refused(f"{path}:{line_of(bare, m.start())}: {m.group()} is not a token of tokens.def")


def declared_tokens(path, text):
    bare = strip_c(text)
    known = set()
    for m in re.finditer(r"%token\s+([^.]*)\.", bare):
        known.update(m.group(1).split())
    if not known:
        raise Refused(f"{path}:1: declares no %token")
    return known


class Joined:
    """The joined text and, for each of its lines, where it came from."""

    def __init__(self):
        self.lines = []
        self.origin = []
        self.ends = []  # tokens before which an expression's layers are passed at one go

    def add(self, name, text):
        for i, line in enumerate(text.split("\n"), 1):
            self.lines.append(line)
            self.origin.append((name, i))

    def place(self, line):
        if 1 <= line <= len(self.origin):
            name, n = self.origin[line - 1]
            return f"{name}:{n}"
        return "?"


def join(dialect, paths):
    joined = Joined()
    texts = [(p, open(p, encoding="utf-8").read()) for p in paths]
    known = declared_tokens(*texts[0])
    known.update(["ANY"] if re.search(r"%wildcard\s+ANY", "".join(t for _, t in texts)) else [])
    names = ", ".join(os.path.basename(p) for p in paths)
    joined.add("tools/grammar.py", PROLOGUE.format(dialect=dialect, stack=STACK_SIZE, fragments=names))
    for path, text in texts:
        for m in re.finditer(r"%token_class\s+(\w+)", strip_c(text)):
            known.add(m.group(1))
    expand = any("%expand_choices." in t for _, t in texts)
    for path, text in texts:
        text = text.replace("%expand_choices.", "")
        text = ENDS.sub(lambda m: joined.ends.extend(m.group(1).split()) or "", text)
        if path != texts[0][0]:
            check_fragment(path, text, known)
        joined.add(path, expand_choices(text) if expand else text)
    joined.add("tools/grammar.py", CODE.format(d=dialect))
    return joined


def conflicts(lemon, template, base):
    """The states with conflicts, out of lemon's .out file (-c: compressed tables hide them)."""
    subprocess.run([lemon, "-c", "-T" + template, base], capture_output=True, check=False)
    out = base[:-2] + ".out"
    if not os.path.exists(out):
        return ""
    report = open(out, encoding="utf-8", errors="replace").read()
    shown = []
    for state in re.split(r"(?=^State \d+:)", report, flags=re.M):
        if "** Parsing conflict **" not in state:
            continue
        items = [l for l in state.split("\n") if re.search(r"::=.*\*", l) and "conflict" not in l]
        clash = [l.strip() for l in state.split("\n") if "Parsing conflict" in l]
        shown.append("\n".join([state.split("\n", 1)[0]] + clash[:6] + items[:14]))
    return "\n".join(shown[:8])


def run_lemon(lemon, template, joined, dialect, work):
    base = os.path.join(work, f"parse_{dialect}.y")
    with open(base, "w", encoding="utf-8") as f:
        f.write("\n".join(joined.lines))
    run = subprocess.run([lemon, "-T" + template, base], capture_output=True, text=True, cwd=work, check=False)
    said = run.stdout + run.stderr
    said = re.sub(re.escape(base) + r":(\d+)", lambda m: joined.place(int(m.group(1))), said)
    said = re.sub(r"parse_" + dialect + r"\.y:(\d+)", lambda m: joined.place(int(m.group(1))), said)
    if run.returncode != 0:
        raise Refused(said.strip() + "\n" + conflicts(lemon, template, base))
    if said.strip():
        sys.stderr.write(said)
    return base[:-2]


def map_lines(text, joined, made, source):
    """#line N "joined.y" -> the fragment; #line N "joined.c" -> the file that is written."""
    out = []
    for n, line in enumerate(text.split("\n"), 1):
        m = re.match(r'#line (\d+) "(.*)"$', line)
        if not m:
            out.append(line)
        elif m.group(2).endswith(".y"):
            name, at = joined.origin[min(int(m.group(1)), len(joined.origin)) - 1]
            out.append(f'#line {at} "{os.path.relpath(name, source) if os.path.isabs(name) else name}"')
        else:
            out.append(f'#line {n + 1} "{made}"')
    return "\n".join(out)


ACTIONS = re.compile(r"^static YYACTIONTYPE yy_reduce\(.*?^/\*+ Begin reduce actions \*+/\n(.*?)      default:\n.*?^/\*+ End reduce actions \*+/\n",
                     re.M | re.S)


def own_actions(made, n_rules):
    """Lemon's actions in a function of their own, numbered one after the other, so that one jump leads to each; the number of each
    rule's (0: none), and the rules whose action is NULL or nothing."""
    m = ACTIONS.search(made)
    if not m:
        return None
    work, nothing, out = [0] * n_rules, set(range(constant(made, "YYNRULE_WITH_ACTION"), n_rules)), []
    minor, blocks = m.group(1).split("\n", 1)
    for number, block in enumerate(blocks.split("        break;\n")[:-1], 1):
        rules = [int(n) for n in re.findall(r"^      case (\d+):", block, re.M)]
        code = re.sub(r"^      case .*\n", "", block, flags=re.M)
        for rule in rules:
            work[rule] = number
        if re.fullmatch(r"\{ yymsp\[1\]\.minor\.yy\d+ = (NULL|0); \}", re.sub(r"^#line .*\n", "", code, flags=re.M).strip()):
            nothing.update(rules)
        names = re.sub(r"^      case (\d+): /\*(.*?)\*/.*\n", r"      /* \1:\2*/\n", block[:len(block) - len(code)], flags=re.M)
        out.append(f"    case {number}:\n{names}{code}        break;\n")
    body = ("typedef struct parser_entry { YYMINORTYPE minor; uint32_t gotos; } parser_entry;\n\n#ifdef __GNUC__\n__attribute__((always_inline))\n#endif\nstatic inline void reduce(parser_entry *yymsp, unsigned work, mg_parse *ps)\n{\n" +
            minor + "\n    switch (work) {\n    case 0:\n        break;\n" + "".join(out) +
            "    default:\n#ifdef __GNUC__\n        __builtin_unreachable();\n#endif\n        break;\n    }\n}\n\n")
    return m, body, work, nothing


def one_loop(made, dialect, ends):
    """Lemon's own functions and tables go; of its reductions the actions stay, as part of the one loop that feeds tokens."""
    found = own_actions(made, constant(made, "YYNRULE"))
    if not found:
        raise Refused(f"parse_{dialect}.c: lemon's yy_reduce is not as it was")
    m, body, work, nothing = found
    return (made[:m.start()] + parser_tables(made, work, nothing, ends) + body +
            made[made.index("/*\n** Return the fallback token", m.end()):])


def check_numbers(header, tokens_h):
    """Lemon's numbers must be those that the lexer hands out."""
    want = dict(re.findall(r"\b(MG_T_\w+)\s*=\s*(\d+)", tokens_h)) or dict(re.findall(r"#define\s+(MG_T_\w+)\s+(\d+)", tokens_h))
    for name, number in re.findall(r"#define\s+(MG_T_\w+)\s+(\d+)", header):
        if want and want.get(name) != number:
            raise Refused(f"tokens.h:1: {name} is {want.get(name)} there, but {number} in the parser")


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("dialect")
    ap.add_argument("fragments", nargs="+", help="token declarations first")
    ap.add_argument("--lemon", default="lemon")
    ap.add_argument("--template", default="/usr/share/lemon/lempar.c")
    ap.add_argument("--tokens-h", help="the lexer's token numbers, to compare with")
    ap.add_argument("--source", default=".", help="paths in #line are relative to this folder")
    ap.add_argument("-c", required=True, help="C file to write")
    ap.add_argument("-H", required=True, help="header to write")
    args = ap.parse_args()
    try:
        joined = join(args.dialect, args.fragments)
        with tempfile.TemporaryDirectory() as work:
            base = run_lemon(args.lemon, os.path.abspath(args.template), joined, args.dialect, work)
            made = open(base + ".c", encoding="utf-8").read()
            numbers = open(base + ".h", encoding="utf-8").read()
        if args.tokens_h:
            check_numbers(numbers, open(args.tokens_h, encoding="utf-8").read())
        # The lexer's header has the token numbers; the parser's own copy would only clash with it.
        made = re.sub(r"^#ifndef MG_T_\w+\n(?:#define MG_T_\w+\s+\d+\n)+#endif\n", "", made, flags=re.M)
        made = re.sub(r"^#define MG_T_\w+\s+\d+\n", "", made, flags=re.M)
        made = one_loop(made, args.dialect, joined.ends)
    except (Refused, Changed) as e:
        sys.exit(str(e))
    guard = f"MG_PARSE_{args.dialect.upper()}_H"
    header = (f"/* Made by tools/grammar.py. */\n#ifndef {guard}\n#define {guard}\n\n#include \"parse/parse.h\"\n\n"
              f"void mg_parse_{args.dialect}(mg_parse *ps);\n"
              f"uint32_t mg_expected_{args.dialect}(const mg_token *tokens, uint32_t n_tokens, uint32_t at, uint16_t *kinds,\n"
              f"                       uint32_t max);\n\n#endif\n")
    with open(args.c, "w", encoding="utf-8") as f:
        f.write(map_lines(made, joined, os.path.basename(args.c), args.source))
    with open(args.H, "w", encoding="utf-8") as f:
        f.write(header)


if __name__ == "__main__":
    main()
