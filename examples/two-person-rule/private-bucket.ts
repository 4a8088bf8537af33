import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/**
 * A bucket that nobody outside the account can read: public access blocked, encrypted, versioned,
 * TLS only. Depend on the component, and all of that is in place.
 */
export class PrivateBucket extends pulumi.ComponentResource {
  /** Name of the bucket. */
  public readonly bucket: pulumi.Output<string>;
  public readonly arn: pulumi.Output<string>;
  /** ARN pattern of every object in the bucket. */
  public readonly objectsArn: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("two-person-rule:index:PrivateBucket", name, {}, opts);
    const parent = { parent: this };
    // An example is torn down with everything in it. Leave forceDestroy out where data matters.
    const { bucket, arn } = new aws.s3.Bucket(name, { forceDestroy: true }, parent);
    this.bucket = bucket;
    this.arn = arn;
    this.objectsArn = pulumi.interpolate`${arn}/*`;

    const closed = new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      parent,
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      parent,
    );
    new aws.s3.BucketVersioning(
      name,
      { bucket, versioningConfiguration: { status: "Enabled" } },
      parent,
    );
    // S3 refuses two changes of one bucket's access at the same moment.
    new aws.s3.BucketPolicy(
      name,
      { bucket, policy: tlsOnly([arn, this.objectsArn]) },
      { ...parent, dependsOn: closed },
    );
    this.registerOutputs({ bucket, arn, objectsArn: this.objectsArn });
  }
}

function tlsOnly(resources: pulumi.Input<string>[]): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: resources,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
