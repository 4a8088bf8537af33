/** Modules of the AWS provider whose services go by another name in ARNs. */
const services: Readonly<Record<string, string>> = {
  alb: "elasticloadbalancing",
  appautoscaling: "application-autoscaling",
  applicationloadbalancing: "elasticloadbalancing",
  cfg: "config",
  codestarconnections: "codestar-connections",
  codestarnotifications: "codestar-notifications",
  cognito: "cognito-idp",
  directoryservice: "ds",
  docdb: "rds",
  ec2clientvpn: "ec2",
  ec2transitgateway: "ec2",
  efs: "elasticfilesystem",
  elasticsearch: "es",
  elb: "elasticloadbalancing",
  emr: "elasticmapreduce",
  lb: "elasticloadbalancing",
  msk: "kafka",
  neptune: "rds",
  opensearch: "es",
  sesv2: "ses",
  sfn: "states",
  ssoadmin: "sso",
  vpc: "ec2",
};

/** Service of the ARNs of a module's resources. */
export const serviceOf = (module: string): string =>
  Object.hasOwn(services, module) ? services[module] : module;

/** Services of which ARNs name no Region. */
export const withoutRegion: ReadonlySet<string> = new Set([
  "iam",
  "cloudfront",
  "globalaccelerator",
  "networkmanager",
  "organizations",
  "shield",
  "waf",
]);
