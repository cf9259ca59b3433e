package dev.sallyport.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command that removes what is over. For one thread. */
@Command(
        name = "purge",
        description = {
            "Removes what is over now, as every node does each minute.",
            "Audit events go after auditRetentionDays of the settings, 90 unless set."
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
