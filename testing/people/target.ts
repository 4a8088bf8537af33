/** An approval that is asked about. */
export interface Target {
  /** `PIPELINE/STAGE/ACTION`; `*` in it stands for what the stack does not have, or not yet. */
  readonly path: string;
  readonly arn: string;
}
