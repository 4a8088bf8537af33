/** Networks and what stands in them: EC2, load balancers, APIs. */
import { regionalArn } from "../../iam/arns";
import { hex, uuid } from "./ids";
import type { Kind } from "./kind";

/** EC2's ids: a prefix and 17 hexadecimal digits. */
const ec2 = (kind: string, prefix: string): Kind => ({
  resource: ({ seed }) => `${kind}/${prefix}-${hex(seed, 17)}`,
  id: ({ seed }) => `${prefix}-${hex(seed, 17)}`,
});

export const networks: Readonly<Record<string, Kind>> = {
  "ec2/vpc:Vpc": ec2("vpc", "vpc"),
  "ec2/subnet:Subnet": ec2("subnet", "subnet"),
  "ec2/securityGroup:SecurityGroup": ec2("security-group", "sg"),
  "ec2/instance:Instance": ec2("instance", "i"),
  // An image belongs to whoever made it: its ARN names no account.
  "ec2/ami:Ami": {
    ...ec2("image", "ami"),
    more: ({ arn, place }) => ({ arn: arn.replace(`:${place.accountId}:`, "::") }),
  },
  "ec2/routeTable:RouteTable": ec2("route-table", "rtb"),
  "ec2/vpcEndpoint:VpcEndpoint": ec2("vpc-endpoint", "vpce"),
  "route53/zone:Zone": {
    scope: "global",
    resource: ({ seed }) => `hostedzone/Z${hex(seed, 16).toUpperCase()}`,
    id: ({ seed }) => `Z${hex(seed, 16).toUpperCase()}`,
    more: ({ seed }) => ({ zoneId: `Z${hex(seed, 16).toUpperCase()}` }),
  },
  "acm/certificate:Certificate": { resource: ({ seed }) => `certificate/${uuid(seed)}`, id: "arn" },
  "lb/loadBalancer:LoadBalancer": {
    service: "elasticloadbalancing",
    resource: ({ name, inputs, seed }) =>
      `loadbalancer/${inputs.loadBalancerType === "network" ? "net" : "app"}/${name}/${hex(seed, 16)}`,
    id: "arn",
    more: ({ name, place, suffix }) => ({
      dnsName: `${name}-1234567890.${place.region}.elb.${suffix}`,
    }),
  },
  "lb/targetGroup:TargetGroup": {
    service: "elasticloadbalancing",
    resource: ({ name, seed }) => `targetgroup/${name}/${hex(seed, 16)}`,
    id: "arn",
  },
  "apigatewayv2/api:Api": {
    service: "execute-api",
    resource: ({ seed }) => hex(seed, 10),
    id: ({ seed }) => hex(seed, 10),
    more: ({ seed, place, arn, suffix }) => ({
      apiEndpoint: `https://${hex(seed, 10)}.execute-api.${place.region}.${suffix}`,
      executionArn: arn,
      arn: regionalArn({ ...place, accountId: "" }, "apigateway", `/apis/${hex(seed, 10)}`),
    }),
  },
};
