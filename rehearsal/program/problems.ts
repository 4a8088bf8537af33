/** Errors of a program that say by themselves where they are. */

export interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** A file that cannot be compiled. */
export class SyntaxProblem extends Error {
  override readonly name = "SyntaxError";
  constructor(
    message: string,
    readonly place: SourcePlace,
  ) {
    super(message);
  }
}

/** TypeScript where `pulumi up` compiles none. */
export class UncompiledDependency extends Error {
  constructor(file: string) {
    super(
      `${file} is TypeScript in node_modules, which neither Pulumi nor Node.js compiles. A package ` +
        "of your workspace must be a symbolic link there; any other must bring JavaScript.",
    );
  }
}
