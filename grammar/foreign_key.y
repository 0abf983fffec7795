/* What follows REFERENCES, in any order: PostgreSQL wants its own. */

fk_action(A) ::= MATCH ID(X). { A = mg_ast_word(ps, A_MATCH, X); }
fk_action(A) ::= ON DELETE ref_action(B). { A = mg_ast_as(B, A_ON_DELETE); }
fk_action(A) ::= ON UPDATE ref_action(B). { A = mg_ast_as(B, A_ON_UPDATE); }
