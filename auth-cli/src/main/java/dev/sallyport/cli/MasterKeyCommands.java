package dev.sallyport.cli;

import dev.sallyport.secret.MasterKey;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Commands about the master key. For one thread. */
@Command(name = "master-key", description = "The key that seals stored values that must be read back.")
final class MasterKeyCommands extends Group {
    MasterKeyCommands(Root root) {
        super(root);
    }

    @Command(description = "Counts the sealed values by the id of their master key, which is not secret.")
    int status() {
        MasterKey key = target().masterKey();
        return with(operator -> {
            Map<String, Long> counts = operator.auth.masterKeyRotation().valuesByMasterKey();
            List<Row> rows = counts.entrySet().stream()
                    .map(each -> new Row()
                            .with("master_key", each.getKey())
                            .with("values", each.getValue())
                            .with("present", each.getKey().equals(key.id())))
                    .toList();
            printer().list("master_keys", rows, null);
            return Exit.OK;
        });
    }

    @Command(
            description = {
                "Seals all values under SALLYPORT_PREVIOUS_MASTER_KEY again with the current key.",
                "Every node must already have both keys: see \"Rotating keys\" in docs/operations.md."
            })
    int rotate() {
        return with(operator -> {
            if (!operator.auth.masterKeyRotation().isUnderWay()) {
                throw new IllegalStateException(
                        "There is no previous master key: set SALLYPORT_PREVIOUS_MASTER_KEY to the key "
                                + "before this one");
            }
            long sealed = operator.auth.masterKeyRotation().run();
            long remaining = operator.auth.masterKeyRotation().remaining();
            printer().one(new Row().with("sealed_anew", sealed).with("remaining", remaining));
            return remaining == 0 ? Exit.OK : Exit.REFUSED;
        });
    }
}
