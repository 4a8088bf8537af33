/**
 * AWS's partitions: which one a Region belongs to, and the domain of its services, as botocore's
 * partitions.json has them.
 */
interface Partition {
  readonly name: string;
  /** What the names of its Regions begin with; of `aws` all the others. */
  readonly regions: string;
  readonly dnsSuffix: string;
}

const aws: Partition = { name: "aws", regions: "", dnsSuffix: "amazonaws.com" };

const others: readonly Partition[] = [
  { name: "aws-cn", regions: "cn-", dnsSuffix: "amazonaws.com.cn" },
  { name: "aws-us-gov", regions: "us-gov-", dnsSuffix: "amazonaws.com" },
  { name: "aws-iso", regions: "us-iso-", dnsSuffix: "c2s.ic.gov" },
  { name: "aws-iso-b", regions: "us-isob-", dnsSuffix: "sc2s.sgov.gov" },
  { name: "aws-iso-e", regions: "eu-isoe-", dnsSuffix: "cloud.adc-e.uk" },
  { name: "aws-iso-f", regions: "us-isof-", dnsSuffix: "csp.hci.ic.gov" },
  { name: "aws-eusc", regions: "eusc-", dnsSuffix: "amazonaws.eu" },
];

/** The partition of a Region. */
export function partitionOf(region: string): string {
  return (others.find(({ regions }) => region.startsWith(regions)) ?? aws).name;
}

/** What follows a service and a Region in a host name, and in conditions such as kms:ViaService. */
export function dnsSuffix(partition: string): string {
  return (others.find(({ name }) => name === partition) ?? aws).dnsSuffix;
}
