/** Ids and ARNs as AWS writes them, by what they are of: the word before `Id` or `Arn` in a field's name. */
import { accountArn, type AwsScope, globalArn, readArn, regionalArn } from "../../../iam/arns";

/** The first and the second of a list differ in the last digit. */
const hex = (digits: number, nth: number): string =>
  `0123456789abcdef0123`.slice(0, digits - 1) + nth;
const uuid = (nth: number): string => `1234abcd-12ab-34cd-56ef-12345678900${nth}`;

/** Amazon EC2 User Guide, "Resource IDs": a prefix and 17 hexadecimal digits. The first that ends the word counts. */
const prefixes: readonly (readonly [RegExp, string])[] = [
  [/vpcEndpoint$/i, "vpce-"],
  [/peeringConnection$/i, "pcx-"],
  [/vpc$/i, "vpc-"],
  [/subnet$/i, "subnet-"],
  [/(securityGroup|^sg)$/i, "sg-"],
  [/(ami|image)$/i, "ami-"],
  [/internetGateway$/i, "igw-"],
  [/natGateway$/i, "nat-"],
  [/transitGateway$/i, "tgw-"],
  [/vpnGateway$/i, "vgw-"],
  [/routeTable$/i, "rtb-"],
  [/networkAcls?$/i, "acl-"],
  [/networkInterface$/i, "eni-"],
  [/launchTemplate$/i, "lt-"],
  [/dhcpOptions?$/i, "dopt-"],
  [/prefixList$/i, "pl-"],
  [/(eip|allocation)$/i, "eipalloc-"],
  [/snapshot$/i, "snap-"],
  [/volume$/i, "vol-"],
  [/fileSystem$/i, "fs-"],
  [/instance$/i, "i-"],
];

/** Undefined for what has no form of its own. `nth` counts from 0. */
export function idOf(subject: string, { region }: AwsScope, nth = 0): string | undefined {
  const prefix = prefixes.find(([pattern]) => pattern.test(subject))?.[1];
  if (prefix !== undefined) return prefix + hex(17, nth);
  if (/zone$/i.test(subject)) return `Z0123456789ABCDEFGH${nth}`;
  if (/distribution$/i.test(subject)) return `E0123456789AB${nth}`;
  if (/userPool$/i.test(subject)) return `${region}_Inventd0${nth}`;
  if (/(key|certificate)$/i.test(subject)) return uuid(nth);
  return undefined;
}

type Form = (place: AwsScope, name: string, nth: number) => string;
const regional =
  (service: string, before = ""): Form =>
  (place, name) =>
    regionalArn(place, service, before + name);
const ofIam =
  (kind: string): Form =>
  (place, name) =>
    accountArn(place, "iam", `${kind}/${name}`);

/** Service Authorization Reference, "Resource types defined by" each service. The first that ends the word counts. */
const arns: readonly (readonly [RegExp, Form])[] = [
  [/role$/i, ofIam("role")],
  [/policy$/i, ofIam("policy")],
  [/user$/i, ofIam("user")],
  [/instanceProfile$/i, ofIam("instance-profile")],
  [/openIdConnectProvider$/i, ofIam("oidc-provider")],
  [/topic$/i, regional("sns")],
  [/queue$/i, regional("sqs")],
  [/bucket$/i, (place, name) => globalArn(place, "s3", name)],
  [/certificate$/i, (place, _, nth) => regionalArn(place, "acm", `certificate/${uuid(nth)}`)],
  [/key$/i, (place, _, nth) => regionalArn(place, "kms", `key/${uuid(nth)}`)],
  [
    /secret(Version)?$/i,
    (place, name) => regionalArn(place, "secretsmanager", `secret:${name}-AbCdEf`),
  ],
  [
    /parameter$/i,
    (place, name) => regionalArn(place, "ssm", `parameter/${name.replace(/^\//, "")}`),
  ],
  [/(function|lambda)$/i, regional("lambda", "function:")],
  [/table$/i, regional("dynamodb", "table/")],
  [/logGroup$/i, regional("logs", "log-group:")],
  [/stateMachine$/i, regional("states", "stateMachine:")],
  [/alias$/i, regional("kms")],
  [
    /connection$/i,
    (place, _, nth) => regionalArn(place, "codeconnections", `connection/${uuid(nth)}`),
  ],
  [/project$/i, regional("codebuild", "project/")],
  [/pipeline$/i, regional("codepipeline")],
  [
    /(loadBalancer|^a?lb)$/i,
    (place, name) =>
      regionalArn(place, "elasticloadbalancing", `loadbalancer/app/${name}/${hex(16, 0)}`),
  ],
  [
    /targetGroup$/i,
    (place, name) =>
      regionalArn(place, "elasticloadbalancing", `targetgroup/${name}/${hex(16, 0)}`),
  ],
  [
    /zone$/i,
    (place, _, nth) => globalArn(place, "route53", `hostedzone/${idOf("zone", place, nth)}`),
  ],
  [
    /distribution$/i,
    (place, _, nth) =>
      accountArn(place, "cloudfront", `distribution/${idOf("distribution", place, nth)}`),
  ],
];

/** Services whose prefix in ARNs is not the SDK's name of their module. */
const services: Readonly<Record<string, string>> = {
  ...{
    lb: "elasticloadbalancing",
    alb: "elasticloadbalancing",
    sfn: "states",
    efs: "elasticfilesystem",
  },
  ...{ msk: "kafka", opensearch: "es", cognito: "cognito-idp", ssoadmin: "sso" },
};

/** Undefined where neither the word nor the service says anything. `nth` counts from 0. */
export function arnOf(
  subject: string,
  service: string,
  { place, name, nth = 0 }: { place: AwsScope; name: string; nth?: number },
): string | undefined {
  const numbered = nth === 0 ? name : `${name}-${nth + 1}`;
  // Before the words: a connection of EC2 is none to a repository.
  const ofEc2 = service === "ec2" ? idOf(subject, place, nth) : undefined;
  const form = arns.find(([pattern]) => pattern.test(subject))?.[1];
  if (form !== undefined && ofEc2 === undefined) return form(place, numbered, nth);
  if (service === "") return undefined;
  // CodeCommit's repositories have no kind in their ARN.
  const kind = service === "codecommit" || subject === "" ? "" : `${kebab(subject)}/`;
  return regionalArn(place, services[service] ?? service, kind + (ofEc2 ?? numbered));
}

/** Of a resource whose service is known: a word that is another service's there does not count. */
export function arnOfResource(type: string, place: AwsScope, name: string): string {
  const [, module = "", kind = ""] = type.split(":");
  const [sdk] = module.split("/");
  const service = services[sdk] ?? sdk;
  const formed = arnOf(kind, sdk, { place, name });
  if (formed !== undefined && readArn(formed).service === service) return formed;
  return regionalArn(place, service, `${kebab(kind)}/${name}`);
}

const kebab = (word: string): string =>
  word.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

/** Where the SDK answers the ARN as the id. */
export const isKnownByArn = (kind: string): boolean =>
  /(certificate|loadBalancer|targetGroup|connection|secret|topic|stateMachine)$/i.test(kind) &&
  !/peeringConnection$/i.test(kind);
