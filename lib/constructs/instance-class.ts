/**
 * Class of a replication instance: what it has of CPU and memory.
 *
 * Which classes there are differs by Region: `aws dms describe-orderable-replication-instances` lists them. vCPU and memory of
 * c7i and r7i are those of the EC2 sizes of the same name; AWS's table of DMS classes gave no figures for them.
 */
export class InstanceClass {
  /** 2 vCPU, 2 GiB; burstable. */
  public static readonly T3_SMALL = InstanceClass.of('dms.t3.small');
  /** 2 vCPU, 4 GiB; burstable. */
  public static readonly T3_MEDIUM = InstanceClass.of('dms.t3.medium');
  /** 2 vCPU, 8 GiB; burstable. */
  public static readonly T3_LARGE = InstanceClass.of('dms.t3.large');
  /** 2 vCPU, 4 GiB. */
  public static readonly C5_LARGE = InstanceClass.of('dms.c5.large');
  /** 4 vCPU, 8 GiB. */
  public static readonly C5_XLARGE = InstanceClass.of('dms.c5.xlarge');
  /** 8 vCPU, 16 GiB. */
  public static readonly C5_2XLARGE = InstanceClass.of('dms.c5.2xlarge');
  /** 16 vCPU, 32 GiB. */
  public static readonly C5_4XLARGE = InstanceClass.of('dms.c5.4xlarge');
  /** 36 vCPU, 72 GiB. */
  public static readonly C5_9XLARGE = InstanceClass.of('dms.c5.9xlarge');
  /** 48 vCPU, 96 GiB. */
  public static readonly C5_12XLARGE = InstanceClass.of('dms.c5.12xlarge');
  /** 72 vCPU, 144 GiB. */
  public static readonly C5_18XLARGE = InstanceClass.of('dms.c5.18xlarge');
  /** 96 vCPU, 192 GiB. */
  public static readonly C5_24XLARGE = InstanceClass.of('dms.c5.24xlarge');
  /** 2 vCPU, 4 GiB. */
  public static readonly C6I_LARGE = InstanceClass.of('dms.c6i.large');
  /** 4 vCPU, 8 GiB. */
  public static readonly C6I_XLARGE = InstanceClass.of('dms.c6i.xlarge');
  /** 8 vCPU, 16 GiB. */
  public static readonly C6I_2XLARGE = InstanceClass.of('dms.c6i.2xlarge');
  /** 16 vCPU, 32 GiB. */
  public static readonly C6I_4XLARGE = InstanceClass.of('dms.c6i.4xlarge');
  /** 32 vCPU, 64 GiB. */
  public static readonly C6I_8XLARGE = InstanceClass.of('dms.c6i.8xlarge');
  /** 48 vCPU, 96 GiB. */
  public static readonly C6I_12XLARGE = InstanceClass.of('dms.c6i.12xlarge');
  /** 64 vCPU, 128 GiB. */
  public static readonly C6I_16XLARGE = InstanceClass.of('dms.c6i.16xlarge');
  /** 96 vCPU, 192 GiB. */
  public static readonly C6I_24XLARGE = InstanceClass.of('dms.c6i.24xlarge');
  /** 128 vCPU, 256 GiB. */
  public static readonly C6I_32XLARGE = InstanceClass.of('dms.c6i.32xlarge');
  /** 2 vCPU, 4 GiB. */
  public static readonly C7I_LARGE = InstanceClass.of('dms.c7i.large');
  /** 4 vCPU, 8 GiB. */
  public static readonly C7I_XLARGE = InstanceClass.of('dms.c7i.xlarge');
  /** 8 vCPU, 16 GiB. */
  public static readonly C7I_2XLARGE = InstanceClass.of('dms.c7i.2xlarge');
  /** 16 vCPU, 32 GiB. */
  public static readonly C7I_4XLARGE = InstanceClass.of('dms.c7i.4xlarge');
  /** 32 vCPU, 64 GiB. */
  public static readonly C7I_8XLARGE = InstanceClass.of('dms.c7i.8xlarge');
  /** 48 vCPU, 96 GiB. */
  public static readonly C7I_12XLARGE = InstanceClass.of('dms.c7i.12xlarge');
  /** 64 vCPU, 128 GiB. */
  public static readonly C7I_16XLARGE = InstanceClass.of('dms.c7i.16xlarge');
  /** 96 vCPU, 192 GiB. */
  public static readonly C7I_24XLARGE = InstanceClass.of('dms.c7i.24xlarge');
  /** 192 vCPU, 384 GiB. */
  public static readonly C7I_48XLARGE = InstanceClass.of('dms.c7i.48xlarge');
  /** 2 vCPU, 16 GiB. */
  public static readonly R5_LARGE = InstanceClass.of('dms.r5.large');
  /** 4 vCPU, 32 GiB. */
  public static readonly R5_XLARGE = InstanceClass.of('dms.r5.xlarge');
  /** 8 vCPU, 64 GiB. */
  public static readonly R5_2XLARGE = InstanceClass.of('dms.r5.2xlarge');
  /** 16 vCPU, 128 GiB. */
  public static readonly R5_4XLARGE = InstanceClass.of('dms.r5.4xlarge');
  /** 32 vCPU, 256 GiB. */
  public static readonly R5_8XLARGE = InstanceClass.of('dms.r5.8xlarge');
  /** 48 vCPU, 384 GiB. */
  public static readonly R5_12XLARGE = InstanceClass.of('dms.r5.12xlarge');
  /** 64 vCPU, 512 GiB. */
  public static readonly R5_16XLARGE = InstanceClass.of('dms.r5.16xlarge');
  /** 96 vCPU, 768 GiB. */
  public static readonly R5_24XLARGE = InstanceClass.of('dms.r5.24xlarge');
  /** 2 vCPU, 16 GiB. */
  public static readonly R6I_LARGE = InstanceClass.of('dms.r6i.large');
  /** 4 vCPU, 32 GiB. */
  public static readonly R6I_XLARGE = InstanceClass.of('dms.r6i.xlarge');
  /** 8 vCPU, 64 GiB. */
  public static readonly R6I_2XLARGE = InstanceClass.of('dms.r6i.2xlarge');
  /** 16 vCPU, 128 GiB. */
  public static readonly R6I_4XLARGE = InstanceClass.of('dms.r6i.4xlarge');
  /** 32 vCPU, 256 GiB. */
  public static readonly R6I_8XLARGE = InstanceClass.of('dms.r6i.8xlarge');
  /** 48 vCPU, 384 GiB. */
  public static readonly R6I_12XLARGE = InstanceClass.of('dms.r6i.12xlarge');
  /** 64 vCPU, 512 GiB. */
  public static readonly R6I_16XLARGE = InstanceClass.of('dms.r6i.16xlarge');
  /** 96 vCPU, 768 GiB. */
  public static readonly R6I_24XLARGE = InstanceClass.of('dms.r6i.24xlarge');
  /** 128 vCPU, 1024 GiB. */
  public static readonly R6I_32XLARGE = InstanceClass.of('dms.r6i.32xlarge');
  /** 2 vCPU, 16 GiB. */
  public static readonly R7I_LARGE = InstanceClass.of('dms.r7i.large');
  /** 4 vCPU, 32 GiB. */
  public static readonly R7I_XLARGE = InstanceClass.of('dms.r7i.xlarge');
  /** 8 vCPU, 64 GiB. */
  public static readonly R7I_2XLARGE = InstanceClass.of('dms.r7i.2xlarge');
  /** 16 vCPU, 128 GiB. */
  public static readonly R7I_4XLARGE = InstanceClass.of('dms.r7i.4xlarge');
  /** 32 vCPU, 256 GiB. */
  public static readonly R7I_8XLARGE = InstanceClass.of('dms.r7i.8xlarge');
  /** 48 vCPU, 384 GiB. */
  public static readonly R7I_12XLARGE = InstanceClass.of('dms.r7i.12xlarge');
  /** 64 vCPU, 512 GiB. */
  public static readonly R7I_16XLARGE = InstanceClass.of('dms.r7i.16xlarge');
  /** 96 vCPU, 768 GiB. */
  public static readonly R7I_24XLARGE = InstanceClass.of('dms.r7i.24xlarge');
  /** 192 vCPU, 1536 GiB. */
  public static readonly R7I_48XLARGE = InstanceClass.of('dms.r7i.48xlarge');

  /**
   * A class by its name, also one that this library does not list.
   *
   * @param instanceClass for example `dms.r6i.xlarge`.
   */
  public static of(instanceClass: string): InstanceClass {
    return new InstanceClass(instanceClass);
  }

  /** The name that DMS gives the class. */
  public readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  /** The name that DMS gives the class. */
  public toString(): string {
    return this.name;
  }
}
