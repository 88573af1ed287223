import { fill } from '../random/pattern.mjs';
import { made, tokens } from './kind.mjs';
import { escapedPassword, password } from './password.mjs';

/** Connections whose password stands between a colon and an at sign. */
const urls = made('databases', [
  [
    'postgres-url',
    password,
    'postgres://app:<>@db.<noun>.internal:5432/orders',
    'postgresql://<noun>:<>@10.0.4.<digit:2>/main',
  ],
  ['postgres-url-escaped', escapedPassword, 'postgresql://app:<>@db.<noun>.internal:5432/orders?sslmode=require'],
  ['mysql-url', password, 'mysql://root:<>@127.0.0.1:3306/shop', 'mysql+pymysql://web:<>@mysql.<noun>.internal/shop'],
  [
    'mongodb-url',
    password,
    'mongodb+srv://app:<>@cluster0.<lowerNum:5>.mongodb.net/?retryWrites=true',
    'mongodb://app:<>@mongo-0:27017',
  ],
  ['redis-url', password, 'redis://:<>@cache.<noun>.internal:6379/0', 'rediss://default:<>@<noun>.upstash.io:6379'],
  ['amqp-url', password, 'amqp://worker:<>@rabbit.<noun>.internal:5672/%2f', 'amqps://worker:<>@mq-1/vhost'],
  ['clickhouse-url', password, 'clickhouse://default:<>@ch.<noun>.internal:9000/events'],
  ['elasticsearch-url', password, 'https://elastic:<>@es.<noun>.internal:9200'],
  ['nats-url', password, 'nats://svc:<>@nats.<noun>.internal:4222'],
  ['ldap-url', password, 'ldap://cn=admin:<>@ldap.<noun>.internal'],
  ['ftp-url', password, 'ftp://deploy:<>@files.<noun>.internal/pub', 'sftp://deploy:<>@10.1.2.<digit:2>:22'],
  ['smtp-url', password, 'smtps://mailer:<>@smtp.<noun>.internal:465'],
  ['git-url', password, 'https://ci:<>@git.<noun>.internal/team/app.git'],
  ['proxy-url', password, 'HTTPS_PROXY=http://proxyuser:<>@proxy.<noun>.internal:3128'],
]);

/** Connections whose password is one of many settings. */
const strings = made('databases', [
  [
    'mssql-connection',
    password,
    'Server=tcp:sql.<noun>.internal,1433;Database=crm;User ID=sa;Password=<>;Encrypt=True;',
    'Data Source=db;Uid=app;Pwd=<>;',
  ],
  [
    'jdbc-sqlserver',
    password,
    'jdbc:sqlserver://db.<noun>.internal:1433;databaseName=crm;user=sa;password=<>;encrypt=true',
  ],
  ['jdbc-postgres', password, 'jdbc:postgresql://db.<noun>.internal/main?user=app&password=<>&ssl=true'],
  ['jdbc-oracle', password, 'jdbc:oracle:thin:system/<>@//db.<noun>.internal:1521/ORCL'],
  ['libpq-connection', password, 'host=db.<noun>.internal port=5432 dbname=main user=app password=<> sslmode=require'],
  ['odbc-connection', password, 'Driver={ODBC Driver 18};Server=db;UID=app;PWD=<>;'],
  ['pgpass-line', password, 'PGPASSWORD=<> psql -h db.<noun>.internal -U app'],
  ['mysql-command', password, 'mysql -u root -p<> shop', 'mysqldump --user=root --password=<> shop'],
  ['redis-auth', password, 'redis-cli -h cache -a <> ping', 'requirepass <>'],
  ['sql-create-user', password, "CREATE USER report WITH PASSWORD '<>';", "ALTER USER app IDENTIFIED BY '<>';"],
]);

/** Elasticsearch keys are an id and a key as base64. */
function elasticKey(random) {
  return Buffer.from(fill(random, '<b64url:20>:<b64url:22>')).toString('base64');
}

const keys = [
  ...made('databases', [['elasticsearch-api-key', elasticKey, 'Authorization: ApiKey <>']]),
  ...tokens('databases', [['influxdb-token', '<b64url:86>==', 'Authorization: Token <>', 'INFLUX_TOKEN=<>']]),
];

/** Passwords of databases and other services, where programs read them. */
export const databases = [...urls, ...strings, ...keys];
