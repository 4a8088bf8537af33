/**
 * Stands in a document, or in an ARN, for a value that is not known yet. It occurs with
 * `preview: true` only, wherever `pulumi preview` would print `output<string>`.
 */
export const unknown = "(not known before pulumi up)";
