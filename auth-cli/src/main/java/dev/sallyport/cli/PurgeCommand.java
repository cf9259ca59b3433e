package dev.sallyport.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command that removes expired rows. For one thread. */
@Command(
        name = "purge",
        description = {
            "Removes expired rows now, as every node does each minute.",
            "Removes audit events after auditRetentionDays of the settings, 90 by default."
        })
final class PurgeCommand extends Group implements Callable<Integer> {
    PurgeCommand(Root root) {
        super(root);
    }

    @Override
    public Integer call() {
        return with(operator -> {
            printer().one(new Row().with("removed", operator.auth.purge()));
            return Exit.OK;
        });
    }
}
