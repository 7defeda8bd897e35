/** ARNs of one account in one Region. */
export class Arns {
  constructor(public readonly partition: string, public readonly region: string, public readonly account: string) {}

  public of(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.account}:${resource}`;
  }
}
