/* MySQL and MariaDB: data types of columns and routines, and those of CAST. */

type(A) ::= whole_type(B) length_opt(L) number_attrs(C). { A = mg_my_type(B, L, C); }
type(A) ::= real_type(B) precision_opt(L) number_attrs(C). { A = mg_my_type(B, L, C); }
type(A) ::= plain_type(A).
type(A) ::= length_type(B) length_opt(L). { A = mg_my_type(B, L, NULL); }
type(A) ::= sized_type(B) length(L). { A = mg_my_type(B, L, NULL); }
type(A) ::= char_type(B) char_attrs(C). { A = mg_my_type(B, NULL, C); }
type(A) ::= char_type(B) length(L) char_attrs(C). { A = mg_my_type(B, L, C); }
type(A) ::= varchar_type(B) length(L) char_attrs(C). { A = mg_my_type(B, L, C); }
type(A) ::= text_type(B) char_attrs(C). { A = mg_my_type(B, NULL, C); }
type(A) ::= national_type(B) binary_opt(C). { A = mg_my_type(B, NULL, C); }
type(A) ::= national_type(B) length(L) binary_opt(C). { A = mg_my_type(B, L, C); }
type(A) ::= national_varying(B) length(L) binary_opt(C). { A = mg_my_type(B, L, C); }
type(A) ::= ENUM|SET(X) LP type_strings(M) RP char_attrs(C). { A = mg_my_type(mg_ast_word(ps, N_TYPE, X), M, C); }

whole_type(A) ::= INT|INTEGER|TINYINT|SMALLINT|MEDIUMINT|MIDDLEINT|BIGINT|INT1|INT2|INT3|INT4|INT8(X). { A = mg_ast_word(ps, N_TYPE, X); }
real_type(A) ::= FLOAT|DOUBLE|REAL|DECIMAL|NUMERIC|DEC|FIXED|FLOAT4|FLOAT8(X). { A = mg_ast_word(ps, N_TYPE, X); }
real_type(A) ::= DOUBLE(X) PRECISION. { A = mg_my_type2(ps, X, "precision"); }
plain_type(A) ::= BOOL|BOOLEAN|DATE|JSON|SERIAL|TINYBLOB|MEDIUMBLOB|LONGBLOB(X). { A = mg_ast_word(ps, N_TYPE, X); }
plain_type(A) ::= LONG VARBINARY. { A = mg_ast_z(ps, N_TYPE, "mediumblob"); }
/* spatial types and YEAR(4): words that are no tokens of their own are told apart in the constructor */
plain_type(A) ::= ID(X). { A = mg_my_named_type(ps, X); }
length_type(A) ::= BIT|BLOB|BINARY|TIME|TIMESTAMP|DATETIME|VECTOR(X). { A = mg_ast_word(ps, N_TYPE, X); }
type(A) ::= YEAR(X) length_opt(L) number_attrs(C). { A = mg_my_type(mg_ast_word(ps, N_TYPE, X), L, C); }
sized_type(A) ::= VARBINARY(X). { A = mg_ast_word(ps, N_TYPE, X); }
char_type(A) ::= CHAR|CHARACTER(X). { A = mg_ast_word(ps, N_TYPE, X); }
char_type(A) ::= TEXT_KW(X). { A = mg_ast_word(ps, N_TYPE, X); }
varchar_type(A) ::= VARCHAR|VARCHARACTER(X). { A = mg_ast_word(ps, N_TYPE, X); }
varchar_type(A) ::= CHAR|CHARACTER(X) VARYING. { A = mg_my_type2(ps, X, "varying"); }
text_type(A) ::= TINYTEXT|MEDIUMTEXT|LONGTEXT(X). { A = mg_ast_word(ps, N_TYPE, X); }
text_type(A) ::= LONG. [LOOSE] { A = mg_ast_z(ps, N_TYPE, "mediumtext"); }
text_type(A) ::= LONG VARCHAR|VARCHARACTER. { A = mg_ast_z(ps, N_TYPE, "mediumtext"); }
text_type(A) ::= LONG CHAR|CHARACTER VARYING. { A = mg_ast_z(ps, N_TYPE, "mediumtext"); }
national_type(A) ::= NATIONAL CHAR|CHARACTER(X). { A = mg_my_national(ps, X, 0); }
national_type(A) ::= NCHAR(X). { A = mg_ast_word(ps, N_TYPE, X); }
national_varying(A) ::= NATIONAL CHAR|CHARACTER(X) VARYING. { A = mg_my_national(ps, X, 1); }
national_varying(A) ::= NATIONAL VARCHAR|VARCHARACTER(X). { A = mg_my_national(ps, X, 0); }
national_varying(A) ::= NVARCHAR(X). { A = mg_ast_word(ps, N_TYPE, X); }
national_varying(A) ::= NCHAR(X) VARCHAR|VARCHARACTER. { A = mg_my_type2(ps, X, "varchar"); }
national_varying(A) ::= NCHAR(X) VARYING. { A = mg_my_type2(ps, X, "varying"); }

length(A) ::= LP number(B) RP. { A = mg_ast_list(ps, B); }
length_opt(A) ::= . [LOOSE] { A = NULL; }
length_opt(A) ::= length(A).
precision(A) ::= LP number(B) COMMA number(C) RP. { A = mg_ast_list2(ps, B, C); }
precision_opt(A) ::= length_opt(A).
precision_opt(A) ::= precision(A).
type_strings(A) ::= type_string(B). { A = mg_ast_list(ps, B); }
type_strings(A) ::= type_strings(A) COMMA type_string(B). { mg_ast_add(A, B); }
type_string(A) ::= text(A).
type_string(A) ::= HEX(X). { A = mg_ast_const(ps, X, MG_CONST_HEX); }
type_string(A) ::= BITS(X). { A = mg_ast_const(ps, X, MG_CONST_BITS); }

number_attrs(A) ::= . { A = NULL; }
number_attrs(A) ::= number_attrs(B) number_attr(C). { A = mg_my_number_attrs(ps, B, C); }
number_attr(A) ::= UNSIGNED. { A = mg_ast_new(ps, A_UNSIGNED); }
number_attr(A) ::= SIGNED. { A = NULL; }
number_attr(A) ::= ZEROFILL. { A = mg_ast_new(ps, A_ZEROFILL); }

char_attrs(A) ::= . [LOOSE] { A = NULL; }
char_attrs(A) ::= char_attr(B). [LOOSE] { A = mg_ast_list(ps, B); }
char_attrs(A) ::= char_attr(B) binary(C). { A = mg_ast_adopt(mg_ast_list(ps, B), C); }
char_attrs(A) ::= binary(A). [LOOSE]
char_attrs(A) ::= binary(B) char_attr(C). { A = mg_ast_adopt(B, mg_ast_list(ps, C)); }
char_attrs(A) ::= BYTE. { A = mg_ast_list(ps, mg_ast_z(ps, A_CHARSET, "binary")); }
char_attr(A) ::= ASCII. { A = mg_ast_z(ps, A_CHARSET, "latin1"); }
char_attr(A) ::= UNICODE. { A = mg_ast_z(ps, A_CHARSET, "ucs2"); }
char_attr(A) ::= charset_word charset_name(B). { A = mg_ast_as(B, A_CHARSET); }
binary(A) ::= BINARY. { A = mg_ast_list(ps, mg_ast_z(ps, N_KEYWORD, "binary")); }
binary_opt(A) ::= . [LOOSE] { A = NULL; }
binary_opt(A) ::= binary(A).

/* ---- CAST ---- */

cast_type(A) ::= BINARY|DATETIME|TIME(X) length_opt(L). { A = mg_my_type(mg_ast_word(ps, N_TYPE, X), L, NULL); }
cast_type(A) ::= DATE|JSON(X). { A = mg_ast_word(ps, N_TYPE, X); }
cast_type(A) ::= CHAR|CHARACTER(X) length_opt(L) char_attrs(C). { A = mg_my_type(mg_ast_word(ps, N_TYPE, X), L, C); }
cast_type(A) ::= NCHAR(X) length_opt(L). { A = mg_my_type(mg_ast_word(ps, N_TYPE, X), L, NULL); }
cast_type(A) ::= NATIONAL CHAR|CHARACTER(X) length_opt(L). { A = mg_my_type(mg_my_national(ps, X, 0), L, NULL); }
cast_type(A) ::= SIGNED|UNSIGNED(X). { A = mg_ast_word(ps, N_TYPE, X); }
cast_type(A) ::= SIGNED|UNSIGNED(X) INT|INTEGER. { A = mg_ast_word(ps, N_TYPE, X); }
cast_type(A) ::= DECIMAL|DEC|NUMERIC(X) precision_opt(L). { A = mg_my_type(mg_ast_word(ps, N_TYPE, X), L, NULL); }
cast_type(A) ::= FLOAT(X) length_opt(L). { A = mg_my_type(mg_ast_word(ps, N_TYPE, X), L, NULL); }
cast_type(A) ::= DOUBLE(X) precision_cast. { A = mg_ast_word(ps, N_TYPE, X); }
precision_cast ::= .
precision_cast ::= PRECISION.
