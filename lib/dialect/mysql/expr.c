/* How tightly operators bind: the manual's table of operator precedence. */
#include "dialect/mysql/mysql.h"

int mg_my_op_precedence(mg_str op, int n_operands)
{
    static const struct {
        const char *op;
        int binary, unary;
    } rows[] = {
        {":=", 1, 0}, {"or", 2, 0}, {"xor", 3, 0}, {"and", 4, 0}, {"not", 0, 5}, {"=", 7, 0}, {"<=>", 7, 0}, {">=", 7, 0},
        {">", 7, 0}, {"<=", 7, 0}, {"<", 7, 0}, {"<>", 7, 0}, {"like", 7, 0}, {"regexp", 7, 0}, {"sounds like", 7, 0},
        {"member of", 7, 0}, {"|", 9, 0}, {"&", 10, 0}, {"<<", 11, 0}, {">>", 11, 0}, {"+", 12, 15}, {"-", 12, 15},
        {"*", 13, 0}, {"/", 13, 0}, {"%", 13, 0}, {"div", 13, 0}, {"^", 14, 0}, {"||", 14, 0}, {"~", 0, 15},
        {"!", 0, 16}, {"binary", 0, 16}, {"->", 19, 0}, {"->>", 19, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (mg_str_is(op, rows[i].op))
            return n_operands == 1 ? rows[i].unary : rows[i].binary;
    return 7;
}
