// The command line of the hub: `npx hub <command>`. Commands are thin: each loads what it needs and calls one function.
import '../runtime/telemetry-off.ts';
import { Command, Option } from 'commander';
import { HubError } from '../core/errors.ts';
import { isRole, ROLES } from '../core/permissions.ts';
import { keepCompiled } from './compiled.ts';
import type { ExportFlags } from './figures.ts';
import type { SimulateFlags } from './scenarios/command.ts';

keepCompiled();

const program = new Command('hub')
  .description('Wangge Hub 网格枢纽: alerts, incidents, grids and work orders in one graph')
  // else `export` would take the options of `export figures` for its own
  .enablePositionalOptions()
  .showHelpAfterError('(`npx hub --help` lists the commands 查看全部命令)')
  .addHelpText(
    'after',
    '\nSettings come from the environment; .env.example describes every one. 配置项见 .env.example。',
  );

program
  .command('start')
  .description('run everything in one process 一体化启动')
  .addHelpText(
    'after',
    '\nEmbedded broker, Postgres and series store by default; MQTT_URL, DATABASE_URL and INFLUX_URL use real servers.\nHUB_DEMO=off starts without the demo community.',
  )
  .action(async () => {
    const { runHub } = await import('./start.ts');
    await runHub();
  });

program
  .command('token')
  .description('print a JWT for a role and a grid subtree 生成令牌')
  .addOption(
    new Option('--role <role...>', 'one or more roles 角色')
      .choices(Object.keys(ROLES))
      .makeOptionMandatory(),
  )
  .requiredOption('--grid <code...>', "grid code prefixes it may see, '*' for all 可见网格编码前缀")
  .option('--subject <id>', "who it stands for: a person's id 持有人", 'cli')
  .option('--hours <n>', 'hours until it expires 有效小时数', '12')
  .action(async (options: { role: string[]; grid: string[]; subject: string; hours: string }) => {
    const { printToken } = await import('./commands.ts');
    await printToken({ ...options, role: options.role.filter(isRole), hours: Number(options.hours) });
  });

program
  .command('migrate')
  .description('bring the Postgres of DATABASE_URL (or the embedded one) to this version 数据库迁移')
  .action(async () => {
    const { migrateDatabase } = await import('./commands.ts');
    await migrateDatabase();
  });

program
  .command('import')
  .description(
    'read places, people and devices from CSV, XLSX or GeoJSON 导入网格、边界、楼栋、住户、重点人员、岗位、设备',
  )
  .argument('<kind>', 'grids | boundaries | buildings | households | key-persons | posts | devices')
  .argument('<file>', 'CSV (UTF-8 or GB18030) or XLSX with a header line; boundaries also GeoJSON')
  .option('--dry-run', 'check every row, change nothing 只校验不写入', false)
  .option('--partial', 'write the good rows though others are refused 有错误时仍写入其余行', false)
  .option(
    '--error-file <path>',
    'write the file with its bad rows marked, .xlsx or .csv 输出标记错误行的文件',
  )
  .addOption(
    new Option('--scheme <name>', 'what new grid codes are held to 网格编码校验')
      .choices(['GB', 'LOCAL'])
      .default('GB'),
  )
  .option('--min-area <m2>', 'overlaps and gaps below are not told 忽略的重叠与空隙面积（平方米）', '1')
  .action(
    async (
      kind: string,
      file: string,
      options: { dryRun: boolean; partial: boolean; errorFile?: string; scheme: string; minArea: string },
    ) => {
      const { importCsv } = await import('./import-commands.ts');
      await importCsv(kind, file, options);
    },
  );

program
  .command('import-undo')
  .description('take an import back, unless something changed since 撤销一次导入')
  .argument('<batch>', 'id that the import printed 导入批次号')
  .option('--dry-run', 'tell what would be undone, change nothing 只检查', false)
  .option('--partial', 'undo what can be, though other rows were changed 有冲突时仍撤销其余', false)
  .action(async (batch: string, options: { dryRun: boolean; partial: boolean }) => {
    const { undoBatch } = await import('./import-commands.ts');
    await undoBatch(batch, options);
  });

const exporting = program
  .command('export')
  .enablePositionalOptions()
  .description('write what the import reads; persons are masked 导出（个人信息隐去）')
  .argument('<kind>', 'grids | boundaries | buildings | households | key-persons | posts | devices')
  .argument('<file>', '.csv or .xlsx; boundaries also .geojson')
  .option('--grid <code>', 'only this subtree 仅此网格及下级', '')
  .option('--personal <reason>', 'names and phones as they are; audited with this reason 明文导出并记入审计')
  .action(async (kind: string, file: string, options: { grid: string; personal?: string }) => {
    const { exportKind } = await import('./import-commands.ts');
    await exportKind(kind, file, options);
  });

program
  .command('simulate')
  .description('play devices over MQTT: a county day, or a named scenario 模拟设备：一天或指定场景')
  .argument('[scenario]', 'day, storm, gateway-down …; `list` tells them all 场景名，list 列出全部', 'day')
  .option('--seed <n>', 'the same seed plays the same 随机种子', '1')
  .option('--speed <n>', "times faster than the clock; 'max': as fast as it is taken 倍速", '1')
  .option('--rate <n>', 'times what happens; of the storm, its size 倍率')
  .option('--format <name>', 'the format that its devices speak 设备所用格式', 'canonical')
  .option('--broker-url <url>', 'publish to this broker, without a database 发布到指定服务器')
  .option('--check', 'with new devices; compare what happened with what must have 核对结果', false)
  .action(async (scenario: string, options: SimulateFlags) => {
    const { simulate } = await import('./scenarios/command.ts');
    await simulate(scenario, options);
  });

program
  .command('mqtt')
  .description('tools for MQTT frames 报文工具')
  .command('lint')
  .description('say whether frames would be accepted, by which codec, into what, or why not 校验报文')
  .argument(
    '<file>',
    'one payload (with --topic or --codec), or JSON lines of {topic, payload | payloadBase64}',
  )
  .option('--topic <topic>', 'topic of the payload 主题')
  .option('--codec <name>', 'this codec, whatever is bound to the topic 指定编解码器')
  .option('--broker <name>', 'broker of the sources file that it comes over 服务器')
  .action(async (file: string, options: { topic?: string; codec?: string; broker?: string }) => {
    const { lintFile } = await import('./mqtt-lint.ts');
    process.exitCode = lintFile(file, options);
  });

const governance = program
  .command('governance')
  .description('calendars, clock policies, matters, profiles and rules as documents 治理文档');
governance
  .command('check')
  .description('say everything that is wrong with the documents of a folder 校验目录中的文档')
  .argument('<dir>', 'laid out as governance/: calendars, clocks, matters, profiles …')
  .action(async (dir: string) => {
    const { checkGovernance } = await import('./governance.ts');
    process.exitCode = checkGovernance(dir);
  });
governance
  .command('apply')
  .description('publish the documents of a folder, all or none 发布目录中的文档')
  .argument('<dir>', 'laid out as governance/')
  .option('--dry-run', 'check against what is published, change nothing 只校验不发布', false)
  .action(async (dir: string, options: { dryRun: boolean }) => {
    const { applyGovernanceFolder } = await import('./governance.ts');
    await applyGovernanceFolder(dir, options);
  });
governance
  .command('list')
  .description('list every published version 列出已发布的版本')
  .action(async () => {
    const { listGovernance } = await import('./governance.ts');
    await listGovernance();
  });

program
  .command('figures')
  .description('figures of work orders 工单统计')
  .command('rebuild')
  .description('measure every order again from its history 由工单历史重算')
  .action(async () => {
    const { rebuildFigures } = await import('./figures.ts');
    await rebuildFigures();
  });

exporting
  .command('figures')
  .description('figures of work orders, with Chinese headers 导出工单统计')
  .requiredOption('--out <path>', '.csv or .xlsx 输出文件')
  .option('--unit <unit>', 'DAY, WEEK, MONTH, QUARTER or YEAR 周期', 'MONTH')
  .option('--from <day>', 'a day of the first unit; that of --to by default 首期')
  .option('--to <day>', 'a day of the last unit; today by default 末期')
  .option('--group-by <dimension...>', 'COMMUNITY, PARTY, PERSON, MATTER, PERIOD … 分组维度')
  .option('--grid <code>', 'only in or below this grid 仅此网格及下级')
  .action(async (options: ExportFlags) => {
    const { exportFigures } = await import('./figures.ts');
    await exportFigures(options);
  });

program
  .command('export-schema')
  .description('print the SDL that clients see 导出 GraphQL 模式')
  .option('--supergraph', 'the supergraph instead, with its joins', false)
  .action(async (options: { supergraph: boolean }) => {
    const { exportSchema } = await import('./commands.ts');
    exportSchema(options.supergraph);
  });

program
  .command('doctor')
  .description('check configuration, servers, ports and schema, and say what to mend 自检')
  .action(async () => {
    const { runDoctor } = await import('./doctor.ts');
    process.exitCode = await runDoctor();
  });

try {
  // `hub` alone is `hub start`; a word that is no command is told, not taken for an argument of it
  await program.parseAsync(process.argv.length === 2 ? [...process.argv, 'start'] : process.argv);
} catch (error) {
  if (error instanceof HubError) {
    console.error(
      `hub: ${error.code}: ${error.message}\n     ${error.messageZh}\n     ${error.fix}\n     ${error.fixZh}`,
    );
  } else {
    console.error(error);
  }
  process.exit(1);
}
