/* ---- pieces of constraints ---- */

defer_attr(A) ::= DEFERRABLE. { A = mg_ast_sub(mg_ast_new(ps, A_DEFERRABLE), 1); }
defer_attr(A) ::= NOT DEFERRABLE. { A = mg_ast_sub(mg_ast_new(ps, A_DEFERRABLE), 2); }
defer_attr(A) ::= INITIALLY DEFERRED. { A = mg_ast_z(ps, A_INITIALLY, "deferred"); }
defer_attr(A) ::= INITIALLY IMMEDIATE. { A = mg_ast_z(ps, A_INITIALLY, "immediate"); }

/* a list of plain columns as keys: PRIMARY KEY (a, b), FOREIGN KEY (a, b) */
column_keys(A) ::= LP names(B) RP. { A = mg_ast_keys(ps, B); }
