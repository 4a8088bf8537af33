/** The account's CodeBuild projects. */
export interface ProjectVariable {
  readonly name: string;
  readonly value: string;
  /** `PLAINTEXT` when absent. */
  readonly type?: string;
}

export interface Project {
  /** Inline YAML, a path in the source or an object's ARN; `buildspec.yml` when absent. */
  readonly buildspec?: string;
  readonly environmentVariables: readonly ProjectVariable[];
  /** Empty where something else than the program made the project. */
  readonly roleArn: string;
}

export class Projects {
  private readonly projects = new Map<string, Project>();
  private readonly builds = new Map<string, number>();

  put(name: string, project: Project): void {
    this.projects.set(name, project);
  }

  delete(name: string): void {
    this.projects.delete(name);
    this.builds.delete(name);
  }

  names(): string[] {
    return [...this.projects.keys()];
  }

  get(name: string): Project | undefined {
    return this.projects.get(name);
  }

  /** The number of the project's next build, from 1. */
  nextBuildNumber(name: string): number {
    const next = (this.builds.get(name) ?? 0) + 1;
    this.builds.set(name, next);
    return next;
  }
}
