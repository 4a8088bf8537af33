/** What a person has said of single actions: `rehearsal:sources` and `rehearsal:actions`. */
export interface ActionChoice {
  /** Folder that stands for the repository of a source; absolute. */
  readonly folder?: string;
  /** False: pretended, whatever could be done. No file of a program switches its builds on. */
  readonly run?: boolean;
  /** Output variables, in place of those that are made up. */
  readonly variables?: Readonly<Record<string, string>>;
  /** It fails with this message. */
  readonly fails?: string;
}

/** By the action's name, or by STAGE/ACTION, which wins. */
export type ActionChoices = Readonly<Record<string, ActionChoice>>;

interface Run {
  readonly stageName: string;
  readonly action: { readonly name?: string };
}

export function choiceOf(choices: ActionChoices, { stageName, action }: Run): ActionChoice {
  const { name = "" } = action;
  const key = [`${stageName}/${name}`, name].find((one) => Object.hasOwn(choices, one));
  return key === undefined ? {} : choices[key];
}
