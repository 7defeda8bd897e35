"""A migration declared in Python: the packed library under jsii's runtime, with objects of every kind passed in and read back."""
import aws_cdk as cdk
import cdk_dms_migrations as dms
from aws_cdk import aws_ec2 as ec2, aws_secretsmanager as secretsmanager

app = cdk.App()
base = cdk.Stack(app, 'Base')


def secret(name: str) -> secretsmanager.ISecret:
    arn = f'arn:aws:secretsmanager:eu-west-1:111122223333:secret:{name}-AbCdEf'
    return secretsmanager.Secret.from_secret_complete_arn(base, name, arn)


stack = dms.ReplicationStack(
    app, 'Orders',
    vpc=ec2.Vpc(base, 'Vpc', max_azs=2),
    source=dms.SourceDatabase.postgre_sql(
        secret=secret('source'),
        database_name='app',
        network=dms.DatabaseNetwork.cidr('10.20.0.0/16'),
        settings=dms.PostgreSqlSourceSettings(heartbeat_enable=True),
    ),
    target=dms.TargetDatabase.aurora_postgre_sql(
        secret=secret('target'), database_name='app', network=dms.DatabaseNetwork.cidr('10.30.0.0/16'),
    ),
    replication_instance=dms.ReplicationInstanceOptions(
        sizing=dms.InstanceSizing.for_workload(data_size=cdk.Size.gibibytes(600)),
    ),
    tasks={
        'Sales': dms.MigrationTaskOptions(
            table_mappings=dms.TableMappings.of(
                dms.SelectionRule.include(schema='sales', table='%'),
                dms.TransformationRule.schema('sales').rename('orders'),
            ),
            lob_handling=dms.LobHandling.limited(cdk.Size.kibibytes(64)),
        ),
    },
)

assert stack.replication_instance.sizing_reasons[0] == 'full load: dms.c6i.xlarge', stack.replication_instance.sizing_reasons
assert stack.replication_instance.metric_cpu_utilization().metric_name == 'CPUUtilization'
assert stack.tasks[0].migration_task_identifier.startswith('orders-sales-')
resources = app.synth().get_stack_by_name('Orders').template['Resources'].values()
assert [each['Type'] for each in resources].count('AWS::DMS::ReplicationTask') == 1

# Problems are told in Python, too.
broken = cdk.App()
dms.ReplicationInstance(
    cdk.Stack(broken, 'Broken'), 'Instance', vpc=ec2.Vpc(cdk.Stack(broken, 'Net'), 'Vpc'), instance_class=dms.InstanceClass.of('r6i.large'),
)
try:
    broken.synth()
except Exception as error:  # jsii's runtime raises what the CDK throws
    assert 'instanceClassForm' in str(error), error
else:
    raise AssertionError('a class that does not exist was accepted')
print('Python: 1 stack synthesized, 1 refused')
