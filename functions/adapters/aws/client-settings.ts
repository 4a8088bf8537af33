/** What every client of the AWS SDK is made with. */

export interface ClientSettings {
  /** How often the SDK tries one call in all, with backoff between. */
  readonly maxAttempts: number;
}

export function clientSettings(maxAttempts = 3): ClientSettings {
  return { maxAttempts };
}
