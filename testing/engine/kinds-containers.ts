/** Containers: ECR, ECS and EKS. */
import type { Kind } from "./kind";

const last = (value: unknown): string => String(value).split("/").at(-1)!;

export const containers: Readonly<Record<string, Kind>> = {
  "ecr/repository:Repository": {
    resource: ({ name }) => `repository/${name}`,
    more: ({ name, place, suffix }) => ({
      registryId: place.accountId,
      repositoryUrl: `${place.accountId}.dkr.ecr.${place.region}.${suffix}/${name}`,
    }),
  },
  "ecs/cluster:Cluster": { resource: ({ name }) => `cluster/${name}`, id: "arn" },
  "ecs/service:Service": {
    resource: ({ name, inputs }) => `service/${last(inputs.cluster ?? "default")}/${name}`,
    id: "arn",
  },
  "ecs/taskDefinition:TaskDefinition": {
    resource: ({ name }) => `task-definition/${name}:1`,
    more: ({ arn }) => ({ revision: 1, arnWithoutRevision: arn.slice(0, -":1".length) }),
  },
  "eks/cluster:Cluster": {
    resource: ({ name }) => `cluster/${name}`,
    more: ({ name, place }) => ({
      endpoint: `https://${name.toUpperCase()}.gr7.${place.region}.eks.amazonaws.com`,
    }),
  },
};
