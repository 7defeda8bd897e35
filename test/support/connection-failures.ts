import type { Cause } from '../../lib/control/connection/diagnosis';

/** A message, the rule that it is for, and what that has to find. */
export type FailureCase = readonly [rule: string, cause: Cause, message: string, engineName?: string];

const FAILED = 'Test Endpoint failed: Application-Status: 1020912, Application-Message:';

function odbc(sqlState: string, nativeError: number, message: string, said = 'Failed to connect Network error has occurred'): string {
  return `${FAILED} ${said}, Application-Detailed-Message: RetCode: SQL_ERROR SqlState: ${sqlState} NativeError: ${nativeError} Message: ${message}`;
}

const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf';

/** What DMS says if it does not get the secret, for whatever reason. */
function noSecret(why: string): string {
  return `${FAILED} Failed to build connection string Unable to find Secrets Manager secret, Application-Detailed-Message: Failed to retrieve secret. `
    + `Unable to find AWS Secrets Manager secret Arn '${SECRET_ARN}' The secrets_manager get secret value failed: ${why}`;
}

/** Messages that DMS gave to somebody, with names and addresses changed, why they mean what is expected, and where they were seen. */
export const SEEN: readonly FailureCase[] = [
  // Curl's code 28 is a time-out, so nobody knows whether the secret is there. In one report (README of a Terraform project on GitHub) the way
  // is not told, in another one the security group of the instance let nothing out.
  ['secretManagerTimeout', 'secret', noSecret('curlCode: 28, Timeout was reached Too many retries: curlCode: 28, Timeout was reached')],
  ['secretManagerTimeout', 'secret', `${noSecret('curlCode: 28, Timeout was reached Too many retries: curlCode: 28, Timeout was reached')}\n\nAdditional info:\nRead timed out`],
  // The driver waited for the server and heard nothing. The cause was an instance in a private subnet and a database outside:
  // https://github.com/neondatabase/website/blob/main/content/docs/import/migrate-aws-dms.md
  ['timeout', 'network', odbc('08001', 101, '[unixODBC]timeout expired', 'Cannot connect to ODBC provider Network error has occurred')],
  ['timeout', 'network', odbc('08001', 101, '[unixODBC]timeout expired')],
  ['timeout', 'network', odbc('08001', 101, 'timeout expired', 'Cannot connect to ODBC provider Network error has occurred').replace('Test Endpoint', 'Endpoint')],
  // 110 is ETIMEDOUT. https://github.com/pingcap/docs/blob/master/tidb-cloud/migrate-from-oracle-using-aws-dms.md
  ['timeout', 'network', odbc('HY000', 2003, "[MySQL][ODBC 8.0(w) Driver]Can't connect to MySQL server on 'db.example.com' (110)", 'Cannot connect to ODBC provider ODBC general error.')],
  // The same with what newer versions of DMS add (notes of an exercise on GitHub): the database was in a network without a route.
  ['timeout', 'network', "Application-Detailed-Message: ... Can't connect to MySQL server on '10.0.1.163' (110)\nCode: [DMS-00002], Message: [dial tcp 10.0.1.163:3306: i/o timeout]", 'mysql'],
  // 115 is EINPROGRESS, and the function in which Db2 waited is that for time-outs. https://news.ycombinator.com/item?id=23721577
  ['timeout', 'network', odbc('08001', -30081, '[unixODBC][IBM][CLI Driver] SQL30081N  A communication error has been detected. Communication protocol being used: "TCP/IP".  Communication API being used: "SOCKETS".  Location where the error was detected: "192.168.1.1".  Communication function detecting the error: "selectForConnectTimeout".  Protocol specific error code(s): "115", "*", "*".  SQLSTATE=08001', 'Cannot connect to DB2 LUW Server  Network error has occurred'), 'db2'],
  // 18456 is SQL Server's refusal of user and password; a comment in an example of the CDK on GitHub.
  ['loginRefused', 'login', odbc('28000', 18456, "[unixODBC][Microsoft][ODBC Driver 17 for SQL Server][SQL Server]Login failed for user 'dms'.", 'Cannot connect to SQL Server Authentication failed'), 'sqlserver'],
  // https://docs.aws.amazon.com/prescriptive-guidance/latest/patterns/migrate-an-oracle-jd-edwards-enterpriseone-database-to-aws-by-using-oracle-data-pump-and-aws-dms.html
  ['logMinerInPdb', 'prerequisite', `${FAILED} LogMiner is not supported in Oracle PDB environment Endpoint initialization failed.`, 'oracle'],
  // The same in another version of DMS.
  ['logMinerInPdb', 'prerequisite', `${FAILED} Log Miner is not supported in Oracle PDB environment Endpoint initialization failed.`, 'oracle'],
  // DMS calls it a network error, but the server has answered: no entry fits a connection without encryption. `require` mended it.
  // https://github.com/neondatabase/website/blob/main/content/docs/import/migrate-aws-dms.md
  ['tlsNeeded', 'tls', odbc('08001', 101, 'FATAL: no pg_hba.conf entry for host "10.0.1.135", user "postgres", database "dms_sample", no encryption'), 'postgres'],
  ['tlsNeeded', 'tls', `${odbc('08001', 101, '[unixODBC]FATAL:  no pg_hba.conf entry for host "172.31.1.64", user "postgres", database "postgres", no encryption')}\n\nAdditional info:\nCode: [DMS-00100], Message: [no pg_hba.conf entry for host "172.31.1.64", user "postgres", database "postgres", no encryption], NativeErrorCode: [28000]`],
  // Oracle's own number is left out, so nobody can tell. https://github.com/HHS/simpler-grants-gov/pull/1115
  ['oracleClient', 'unknown', `${FAILED} OCI connection failure.`, 'oracle'],
  // An S3 target of a serverless replication (README of a Terraform project on GitHub); its author did not know why, either.
  ['service', 'unknown', `${FAILED} Failed to connect to database.`, 's3'],
  // From a task's log and a test of the same source (notes on GitHub): the name was not found; then a pooler was asked, which knew no such user.
  ['hostNotFound', 'dns', '[METADATA_MANAGE ]E:  RetCode: SQL_ERROR  SqlState: 08001 NativeError: 101\nMessage: [unixODBC]could not translate host name\n"db.example.co" to address: Name or service not\nknown [1022502]', 'postgres'],
  ['userUnknown', 'login', 'Application-Detailed-Message: RetCode: SQL_ERROR  SqlState: 08001\nNativeError: 101 Message: [unixODBC]FATAL:  (ENOTFOUND) tenant/user\nmigrate.abcdefgh not found', 'postgres'],
  // https://github.com/aws-samples/aws-database-migration-samples/issues/26
  ['dmsItself', 'unknown', "Error Details: [message=Unknown exception while calling 'Test endpoint' API, errType=, status=0, errMessage=, errDetails=]"],
  // https://github.com/awsdocs/aws-dms-user-guide/blob/main/doc_source/CHAP_Troubleshooting.md
  ['badConnectionString', 'dns', 'Incorrect thread connection string: incorrect thread value 0'],
];

/** Messages put together from what drivers, databases and services document; nobody has recorded that DMS gives them in these words. */
export const DERIVED: readonly FailureCase[] = [
  ['instanceBusy', 'busy', 'InvalidResourceStateFault: Replication instance orders is in modifying state'],
  ['instanceBusy', 'busy', 'The replication instance arn:aws:dms:eu-west-1:111122223333:rep:ABC is not available'],
  ['anotherTest', 'busy', 'Another connection test is in progress'],
  ['tooManyConnections', 'busy', odbc('08001', 101, '[unixODBC]FATAL:  sorry, too many clients already')],
  ['tooManyConnections', 'busy', odbc('HY000', 1040, '[MySQL][ODBC 8.0(w) Driver]Too many connections')],
  ['tooManyConnections', 'busy', `${FAILED} OCI connection failure., Application-Detailed-Message: ORA-12519: TNS:no appropriate service handler found`],
  ['databaseStarting', 'busy', odbc('08001', 101, '[unixODBC]FATAL:  the database system is starting up')],
  ['databaseStarting', 'busy', 'ORA-01033: ORACLE initialization or shutdown in progress'],

  ['keyDisabled', 'kms', noSecret('KMSInvalidStateException: arn:aws:kms:eu-west-1:111122223333:key/1 is pending deletion.')],
  ['keyDisabled', 'kms', noSecret('DisabledException: arn:aws:kms:eu-west-1:111122223333:key/1 is disabled.')],
  ['keyDenied', 'kms', noSecret('AccessDeniedException: Access to KMS is not allowed')],
  ['keyDenied', 'kms', 'User: arn:aws:sts::111122223333:assumed-role/dms/s is not authorized to perform: kms:Decrypt on the resource'],
  ['keyDenied', 'kms', 'KMSKeyNotAccessibleFault: AWS DMS cannot access the KMS key.'],
  ['secretManagerName', 'secret', noSecret("curlCode: 6, Couldn't resolve host name")],
  ['secretManagerTimeout', 'secret', noSecret("curlCode: 7, Couldn't connect to server")],
  ['secretManagerTls', 'secret', noSecret('curlCode: 60, SSL peer certificate or SSH remote key was not OK')],
  ['secretRole', 'secret', 'User: arn:aws:sts::444455556666:assumed-role/x is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/secret'],
  ['secretRole', 'secret', 'Unable to assume role arn:aws:iam::111122223333:role/secret', 'oracle'],
  ['secretDenied', 'secret', noSecret(`AccessDeniedException: User is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SECRET_ARN}`)],
  ['secretDeleted', 'secret', noSecret("InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.")],
  ['secretMissing', 'secret', noSecret("ResourceNotFoundException: Secrets Manager can't find the specified secret.")],
  ['secretNotFound', 'secret', noSecret('ResourceNotFoundException')],
  ['secretContent', 'secret', `${FAILED} Failed to build connection string, Application-Detailed-Message: Failed to parse JSON of secret`],
  ['secretContent', 'secret', 'The secret does not contain the key host'],
  ['secretOther', 'secret', noSecret('')],

  ['tlsExpired', 'tls', odbc('08001', 101, '[unixODBC]SSL error: certificate has expired')],
  ['tlsHostName', 'tls', odbc('08001', 101, '[unixODBC]server certificate for "db.example.com" does not match host name "10.0.0.1"')],
  ['tlsUntrusted', 'tls', odbc('08001', 101, '[unixODBC]SSL error: certificate verify failed')],
  ['tlsUntrusted', 'tls', odbc('08001', -1, '[Microsoft][ODBC Driver 17 for SQL Server]SSL Provider: [error:1416F086:SSL routines:certificate verify failed:self signed certificate]')],
  ['tlsUntrusted', 'tls', 'ORA-29024: Certificate validation failure'],
  ['tlsUntrusted', 'tls', odbc('08001', 101, '[unixODBC]root certificate file "/tmp/ca.pem" does not exist')],
  ['tlsNeeded', 'tls', odbc('08001', 101, 'FATAL: no pg_hba.conf entry for host "10.0.1.135", user "dms", database "orders", SSL off')],
  ['tlsNeeded', 'tls', odbc('08001', 101, 'FATAL: pg_hba.conf rejects connection for host "10.0.1.135", user "dms", database "orders", no encryption')],
  ['tlsRequired', 'tls', odbc('HY000', 3159, '[MySQL]Connections using insecure transport are prohibited while --require_secure_transport=ON.')],
  ['tlsRequired', 'tls', odbc('08001', 101, 'FATAL: SSL required')],
  ['tlsRequired', 'tls', odbc('08001', 101, 'ERROR: connection is insecure (try using `sslmode=require`)')],
  ['tlsMissing', 'tls', odbc('08001', 101, '[unixODBC]server does not support SSL, but SSL was required')],
  ['tlsHandshake', 'tls', odbc('HY000', 2026, '[MySQL][ODBC 8.0(w) Driver]SSL connection error: unknown error number')],
  ['tlsHandshake', 'tls', 'ORA-28860: Fatal SSL error'],
  ['tlsHandshake', 'tls', odbc('08001', 10054, '[Microsoft][ODBC Driver 17 for SQL Server]SSL Provider: Error code 0x2746')],

  ['serviceDenied', 'grants', 'Access Denied', 's3'],
  ['serviceDenied', 'grants', 'User is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/s3', 's3'],
  ['serviceDenied', 'grants', 'AccessDenied: not authorized to perform kms:GenerateDataKey', 's3'],
  ['replicationRole', 'grants', odbc('42501', 1, 'ERROR: must be superuser or replication role to use replication slots', 'Endpoint initialization failed'), 'postgres'],
  ['privilege', 'grants', odbc('42501', 1, 'ERROR: permission denied for table orders'), 'postgres'],
  ['privilege', 'grants', odbc('08001', 101, 'FATAL: permission denied for database "orders" DETAIL: User does not have CONNECT privilege.'), 'postgres'],
  ['privilege', 'grants', odbc('HY000', 1227, '[MySQL]Access denied; you need (at least one of) the REPLICATION CLIENT privilege(s) for this operation'), 'mysql'],
  ['privilege', 'grants', odbc('HY000', 1044, "[MySQL]Access denied for user 'dms'@'%' to database 'orders'"), 'mysql'],
  ['privilege', 'grants', odbc('42000', 229, "[SQL Server]The SELECT permission was denied on the object 'fn_dblog'"), 'sqlserver'],
  ['privilege', 'grants', odbc('42000', 916, '[SQL Server]The server principal "dms" is not able to access the database "orders"'), 'sqlserver'],
  ['privilege', 'grants', 'ORA-01031: insufficient privileges Endpoint initialization failed.', 'oracle'],
  ['notVisible', 'grants', 'ORA-00942: table or view does not exist', 'oracle'],

  ['serviceMissing', 'database', `${FAILED} OCI connection failure., Application-Detailed-Message: ORA-12514: TNS:listener does not currently know of service requested in connect descriptor`],
  ['serviceMissing', 'database', 'ORA-12505: TNS:listener does not currently know of SID given in connect descriptor'],
  ['databaseMissing', 'database', odbc('08001', 101, 'FATAL: database "orders" does not exist')],
  ['databaseMissing', 'database', odbc('HY000', 1049, "[MySQL]Unknown database 'orders'")],
  ['databaseNotOpened', 'database', odbc('42000', 4060, '[SQL Server]Cannot open database "orders" requested by the login. The login failed.', 'Cannot connect to SQL Server Authentication failed')],
  ['accountLocked', 'login', 'ORA-28000: the account is locked'],
  ['accountLocked', 'login', odbc('28000', 18486, "[SQL Server]Login failed for user 'dms' because the account is currently locked out.")],
  ['passwordExpired', 'login', 'ORA-28001: the password has expired'],
  ['passwordExpired', 'login', odbc('28000', 18487, "[SQL Server]Login failed for user 'dms'. Reason: The password of the account has expired.")],
  ['addressRefused', 'login', odbc('08001', 101, 'FATAL: no pg_hba.conf entry for host "10.0.1.135", user "dms", database "orders", SSL on')],
  ['addressRefused', 'login', odbc('08001', 101, 'FATAL: no pg_hba.conf entry for host "10.0.1.135", user "dms", database "orders"')],
  ['addressRefused', 'login', odbc('HY000', 1130, "[MySQL]Host '10.0.1.135' is not allowed to connect to this MySQL server")],
  ['authenticationPlugin', 'login', odbc('HY000', 2059, "[MySQL]Authentication plugin 'caching_sha2_password' cannot be loaded")],
  ['authenticationPlugin', 'login', odbc('08001', 101, 'SCRAM authentication requires libpq version 10 or above')],
  ['loginRefused', 'login', odbc('08001', 101, 'FATAL: password authentication failed for user "dms"')],
  ['loginRefused', 'login', odbc('HY000', 1045, "[MySQL]Access denied for user 'dms'@'10.0.1.135' (using password: YES)")],
  ['loginRefused', 'login', 'ORA-01017: invalid username/password; logon denied'],
  ['loginRefused', 'login', odbc('28P01', 1, 'anything')],
  ['loginRefused', 'login', `${FAILED} anything Additional info: Code: [DMS-00100], Message: [x], NativeErrorCode: [28P01]`],
  ['userUnknown', 'login', odbc('08001', 101, 'FATAL: role "dms" does not exist')],
  ['userUnknown', 'login', 'MongoDB: Authentication failed.', 'mongodb'],

  ['oracleLogging', 'prerequisite', 'Supplemental logging is not enabled for the database', 'oracle'],
  ['oracleLogging', 'prerequisite', 'The database is in NOARCHIVELOG mode', 'oracle'],
  ['walLevel', 'prerequisite', odbc('55000', 1, 'ERROR: logical decoding requires wal_level >= logical'), 'aurora-postgresql'],
  ['replicationSlots', 'prerequisite', odbc('53400', 1, 'ERROR: all replication slots are in use'), 'postgres'],
  ['decodingPlugin', 'prerequisite', odbc('58P01', 1, 'ERROR: could not access file "test_decoding": No such file or directory'), 'postgres'],
  ['binlog', 'prerequisite', 'Binary logging is not enabled', 'mysql'],
  ['binlog', 'prerequisite', 'The parameter binlog_format has to be ROW', 'aurora'],
  ['sqlServerCapture', 'prerequisite', 'The database is not enabled for MS-CDC', 'sqlserver'],
  ['sqlServerCapture', 'prerequisite', 'The recovery model of the database is SIMPLE', 'sqlserver'],
  ['mongoReplicaSet', 'prerequisite', 'The $changeStream stage is only supported on replica sets', 'mongodb'],

  ['hostNotFound', 'dns', odbc('HY000', 2005, "[MySQL]Unknown MySQL server host 'db.example.com' (2)")],
  ['hostNotFound', 'dns', 'ORA-12545: Connect failed because target host or object does not exist'],
  ['hostNotFound', 'dns', odbc('HYT00', 0, '[Microsoft][ODBC Driver 17 for SQL Server]TCP Provider: Error code 0x2AF9 Login timeout expired')],
  ['hostNotFound', 'dns', 'dial tcp: lookup db.example.com: no such host'],
  ['unresolvedIdentifier', 'dns', 'ORA-12154: TNS:could not resolve the connect identifier specified'],
  ['refused', 'refused', 'ORA-12541: TNS:no listener'],
  ['refused', 'refused', odbc('HY000', 2003, "[MySQL]Can't connect to MySQL server on 'db.example.com' (111)")],
  ['refused', 'refused', odbc('08001', 101, 'could not connect to server: Connection refused')],
  ['refused', 'refused', odbc('HYT00', 0, '[Microsoft]TCP Provider: Error code 0x274D Login timeout expired')],
  ['refused', 'refused', odbc('08001', -30081, 'SQL30081N Communication function detecting the error: "connect". Protocol specific error code(s): "111", "*", "*".')],
  ['timeout', 'network', `${FAILED} OCI connection failure., Application-Detailed-Message: ORA-12170: TNS:Connect timeout occurred`],
  ['timeout', 'network', odbc('HYT00', 0, '[Microsoft][ODBC Driver 17 for SQL Server]Login timeout expired')],
  ['timeout', 'network', 'No suitable servers found: `serverSelectionTimeoutMS` expired', 'docdb'],
  ['cutOff', 'network', 'ORA-12537: TNS:connection closed'],
  ['cutOff', 'network', odbc('08S01', 2013, "[MySQL]Lost connection to MySQL server at 'reading initial communication packet'")],
  ['cannotConnect', 'network', odbc('HY000', 2003, "[MySQL]Can't connect to MySQL server")],
  ['networkError', 'network', `${FAILED} Failed to connect Network error has occurred`],
  ['version', 'prerequisite', 'PostgreSQL version 8.4 is not supported'],
  ['initialization', 'prerequisite', `${FAILED} Endpoint initialization failed.`],
  ['noMessage', 'unknown', ''],
  ['noMessage', 'unknown', ' \n\t'],
  ['unknown', 'unknown', 'Something else'],
  ['unknown', 'unknown', `${FAILED} ODBC general error.`],
];
