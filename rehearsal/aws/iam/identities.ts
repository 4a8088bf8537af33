/** The records behind the directory: who exists, and which policies each of them carries. */
import type { NamedPolicy } from "../../../iam/policy";
import { uniqueId } from "./credentials";

export type Kind = "user" | "group" | "role";

export interface Identity {
  readonly kind: Kind;
  readonly name: string;
  readonly id: string;
  /** ARNs of managed policies; a policy may be attached before its document is known. */
  readonly attached: Set<string>;
  readonly inline: Map<string, string>;
  /** A user's groups. */
  readonly groups: Set<string>;
  /** A role's ARN and trust policy. */
  arn?: string;
  trust?: string;
  longestSession?: number;
}

/** IAM does not distinguish names by case (IAM User Guide). */
function keyOf(kind: Kind, name: string): string {
  return `${kind}/${name.toLowerCase()}`;
}

function identity(kind: Kind, name: string): Identity {
  const id = uniqueId(kind === "role" ? "AROA" : "AIDA");
  return { kind, name, id, attached: new Set(), inline: new Map(), groups: new Set() };
}

const allow = (Action: string | string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource: "*" }],
  });

/** AWS's own policies that are known here, by their path (AWS Managed Policy Reference Guide). */
const managed: Readonly<Record<string, string>> = {
  AdministratorAccess: allow("*"),
  "service-role/AWSLambdaBasicExecutionRole": allow(
    ["CreateLogGroup", "CreateLogStream", "PutLogEvents"].map((name) => `logs:${name}`),
  ),
};

export class Identities {
  private readonly all = new Map<string, Identity>();
  private readonly policies = new Map<string, string>();

  /** `managedArn` is the ARN of one of AWS's own policies. */
  constructor(private readonly managedArn: (path: string) => string) {
    for (const [name, document] of Object.entries(managed)) {
      this.policies.set(managedArn(name), document);
    }
  }

  get administratorAccess(): string {
    return this.managedArn("AdministratorAccess");
  }

  /** What is named is taken to exist: accounts have people and groups that no program made. */
  take(kind: Kind, name: string): Identity {
    const key = keyOf(kind, name);
    const found = this.all.get(key) ?? identity(kind, name);
    this.all.set(key, found);
    return found;
  }

  find(kind: Kind, name: string): Identity | undefined {
    return this.all.get(keyOf(kind, name));
  }

  every(kind: Kind): Identity[] {
    return [...this.all.values()].filter((one) => one.kind === kind);
  }

  putPolicy(arn: string, document: string): void {
    this.policies.set(arn, document);
  }

  deletePolicy(arn: string): void {
    this.policies.delete(arn);
  }

  delete(kind: Kind, name: string): void {
    this.all.delete(keyOf(kind, name));
    if (kind === "group") for (const user of this.every("user")) user.groups.delete(name);
  }

  /** Members, groups and policies stay. */
  rename(kind: Kind, from: string, to: string): void {
    const one = this.take(kind, from);
    const isMember = ({ groups }: Identity) => kind === "group" && groups.has(from);
    const members = this.every("user").filter(isMember);
    this.delete(kind, from);
    this.all.set(keyOf(kind, to), { ...one, name: to });
    for (const { groups } of members) groups.add(to);
  }

  /** The policies that a program made, managed and inline. */
  documents(): string[] {
    const managed = this.policyArns().map((arn) => this.policies.get(arn)!);
    return [...managed, ...[...this.all.values()].flatMap(({ inline }) => [...inline.values()])];
  }

  /** ARNs of the policies that a program made. */
  policyArns(): string[] {
    const ofAws = new Set(Object.keys(managed).map((name) => this.managedArn(name)));
    return [...this.policies.keys()].filter((arn) => !ofAws.has(arn));
  }

  /** All policies of one identity, a user's groups' among them. */
  policiesOf(one: Identity): { known: NamedPolicy[]; unknown: string[] } {
    const bearers = [one, ...[...one.groups].map((group) => this.take("group", group))];
    const known: NamedPolicy[] = [];
    const unknown: string[] = [];
    for (const bearer of bearers) {
      const whose = `${bearer.kind} ${bearer.name}`;
      for (const [name, document] of bearer.inline) {
        known.push({ name: `inline policy ${name} of ${whose}`, document });
      }
      for (const arn of bearer.attached) {
        const document = this.policies.get(arn);
        if (document === undefined) unknown.push(arn);
        else known.push({ name: `policy ${arn} of ${whose}`, document });
      }
    }
    return { known, unknown };
  }
}
