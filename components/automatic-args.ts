/** Arguments that say what decides a request without people. */
import type * as pulumi from "@pulumi/pulumi";

/**
 * What a variable of the pipeline execution must be: exactly one of equals, oneOf and matches is given. A
 * variable that is absent, or longer than 1000 characters, fulfils no condition.
 */
export interface VariableCondition {
  /**
   * Output variable of an earlier action, as NAMESPACE.NAME without #{}: build.CHANGED, for example. 3 to 256
   * characters, as in CodePipeline's own namespaces and names. Refused for what an author writes, who could
   * approve their own change with it: names with message, branch, title, author, committer, tagname, description,
   * summary, subject, body, comment, label, imagetag or objectkey in them.
   */
  variable: pulumi.Input<string>;
  /** The whole value, 1 to 1000 characters, compared character by character. */
  equals?: pulumi.Input<string>;
  /** Values of which it is one, 1 to 50, each once and of 1 to 1000 characters. */
  oneOf?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Regular expression of JavaScript (flag u) that matches the whole value, 1 to 256 characters: "docs|config"
   * does not match "docs and code".
   */
  matches?: pulumi.Input<string>;
}

/**
 * What decides a request without people: a function of yours, or conditions on variables. Exactly one of
 * functionArn and when is given. It never decides against people: whoever may decide can do so first, and
 * what it does not decide, cannot be asked or has failed waits for them as always.
 */
export interface AutomaticDecision {
  /**
   * ARN of a Lambda function in the pipeline's account and Region, with or without an alias or version. It is
   * invoked through the gate's own role when a request begins, with what is to be released
   * (docs/automatic-decision.schema.json), and answers { "decision": "approve" | "reject" | "ask", "reason": "..." }
   * within 15 seconds. Every other answer, an error, a timeout and a throttle mean ask: people decide.
   */
  functionArn?: pulumi.Input<string>;
  /**
   * Conditions on variables of earlier actions of the same execution, 1 to 20: where all of them hold, the
   * request is approved, else people decide.
   */
  when?: pulumi.Input<pulumi.Input<VariableCondition>[]>;
}
