/** What each of S3's settings needs beside its bucket. */
export const s3Settings: Readonly<Record<string, object>> = {
  AccelerateConfiguration: { status: "Enabled" },
  Acl: { acl: "private" },
  CorsConfiguration: { corsRules: [{ allowedMethods: ["GET"], allowedOrigins: ["*"] }] },
  LifecycleConfiguration: {
    rules: [{ id: "old", status: "Enabled", filter: {}, expiration: { days: 30 } }],
  },
  Logging: { targetBucket: "files", targetPrefix: "logs/" },
  ObjectLockConfiguration: { rule: { defaultRetention: { mode: "GOVERNANCE", days: 1 } } },
  OwnershipControls: { rule: { objectOwnership: "BucketOwnerEnforced" } },
  PublicAccessBlock: { blockPublicAcls: true },
  RequestPaymentConfiguration: { payer: "BucketOwner" },
  ServerSideEncryptionConfiguration: {
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  },
  Versioning: { versioningConfiguration: { status: "Enabled" } },
  WebsiteConfiguration: { indexDocument: { suffix: "index.html" } },
};
