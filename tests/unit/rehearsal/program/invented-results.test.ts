/** Answers of functions that nobody has answered: a program reads what AWS would say, never undefined. */
import * as assert from "node:assert/strict";
import * as os from "node:os";
import { inventor } from "../../../../rehearsal/program/invented-results";

const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
/** Of a folder without an SDK of its own. */
const invent = inventor(os.tmpdir(), place);

const uuid = "1234abcd-12ab-34cd-56ef-123456789000";
const at = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

const rows: readonly [string, object, object][] = [
  [
    "ec2/getVpc",
    { default: true },
    {
      arn: at("ec2", "vpc/vpc-0123456789abcdef0"),
      id: "vpc-0123456789abcdef0",
      cidrBlock: "10.0.0.0/16",
      mainRouteTableId: "rtb-0123456789abcdef0",
      ownerId: "111122223333",
      default: undefined,
    },
  ],
  ["ec2/getSubnets", {}, { ids: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] }],
  ["ec2/getSecurityGroup", {}, { id: "sg-0123456789abcdef0", vpcId: "vpc-0123456789abcdef0" }],
  ["ec2/getAmi", {}, { imageId: "ami-0123456789abcdef0", creationDate: "2026-01-01T00:00:00Z" }],
  [
    "acm/getCertificate",
    { domain: "example.com" },
    { arn: at("acm", `certificate/${uuid}`), id: at("acm", `certificate/${uuid}`) },
  ],
  [
    "route53/getZone",
    { name: "example.com" },
    {
      zoneId: "Z0123456789ABCDEFGH0",
      arn: "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGH0",
      nameServers: ["ns-1.example.com", "ns-2.example.com"],
      name: undefined,
    },
  ],
  ["ecs/getCluster", { clusterName: "main" }, { arn: at("ecs", "cluster/main") }],
  ["kms/getAlias", { name: "alias/app" }, { targetKeyArn: at("kms", `key/${uuid}`) }],
  [
    "ecr/getRepository",
    { name: "orders" },
    { repositoryUrl: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/orders" },
  ],
  ["index/getBillingServiceAccount", {}, { id: "invented" }],
  [
    "cloudfront/getDistribution",
    { id: "E1" },
    { arn: "arn:aws:cloudfront::111122223333:distribution/E0123456789AB0", id: undefined },
  ],
  ["ec2/getVpc", { region: "us-east-1" }, { arn: /^arn:aws:ec2:us-east-1:/, region: undefined }],
];

describe("inventor", () => {
  for (const [token, args, wanted] of rows) {
    it(`answers every field of ${token} with ${JSON.stringify(args)}, but what was given`, () => {
      const name = token.split("/")[1];
      const result = invent(`aws:${token}:${name}`, args as Record<string, unknown>);
      for (const [key, value] of Object.entries(wanted)) {
        if (value instanceof RegExp) assert.match(String(result[key]), value);
        else assert.deepEqual(result[key], value, key);
      }
    });
  }

  it("fills types in types, as a cluster's network", () => {
    const { vpcConfig, certificateAuthorities } = invent("aws:eks/getCluster:getCluster", {
      name: "main",
    }) as Record<string, any>;
    assert.equal(vpcConfig.vpcId, "vpc-0123456789abcdef0");
    assert.equal(vpcConfig.subnetIds.length, 2);
    assert.equal(certificateAuthorities[0].data, "invented-data");
  });

  it("has an id alone for a function that no SDK here declares", () => {
    assert.deepEqual(invent("other:index/getThing:getThing", {}), { id: "invented" });
  });
});
