package dev.sallyport.cli;

import picocli.AutoComplete;
import picocli.CommandLine;

/** Joins all commands. Without state. */
final class Commands {
    private Commands() {}

    /** Builds the command line, ready for one execution. */
    static CommandLine in(Surroundings surroundings) {
        Root root = new Root(surroundings);
        CommandLine line = new CommandLine(root)
                .addSubcommand("user", new UserCommands(root))
                .addSubcommand("key", new KeyCommands(root))
                .addSubcommand("client", new ClientCommands(root))
                .addSubcommand("tenant", new TenantCommands(root))
                .addSubcommand("service-account", new ServiceAccountCommands(root))
                .addSubcommand("signing-key", new SigningKeyCommands(root))
                .addSubcommand("audit", new AuditCommand(root))
                .addSubcommand("schema", new SchemaCommands(root))
                .addSubcommand("master-key", new MasterKeyCommands(root))
                .addSubcommand("token", new TokenCommands(root))
                .addSubcommand("doctor", new DoctorCommand(root))
                .addSubcommand("health", new HealthCommand(root))
                .addSubcommand("purge", new PurgeCommand(root))
                .addSubcommand("completion", new AutoComplete.GenerateCompletion());
        Failures failures = new Failures(root);
        return line.setOut(surroundings.out())
                .setErr(surroundings.err())
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }
}
