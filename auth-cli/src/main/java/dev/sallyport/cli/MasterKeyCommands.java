package dev.sallyport.cli;

import dev.sallyport.secret.MasterKey;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Commands about the master key. For one thread. */
@Command(name = "master-key", description = "The key under which the database seals what must be read back.")
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
                "Seals anew what is under SALLYPORT_PREVIOUS_MASTER_KEY, all of it.",
                "Every node must have both keys by then: see \"Rotating keys\" in docs/operations.md."
            })
    int rotate() {
        return with(operator -> {
            if (!operator.auth.masterKeyRotation().isUnderWay()) {
                throw new IllegalStateException(
                        "There is nothing to rotate from: set SALLYPORT_PREVIOUS_MASTER_KEY to the key"
                                + " before this one");
            }
            long sealed = operator.auth.masterKeyRotation().run();
            long remaining = operator.auth.masterKeyRotation().remaining();
            printer().one(new Row().with("sealed_anew", sealed).with("remaining", remaining));
            return remaining == 0 ? Exit.OK : Exit.REFUSED;
        });
    }
}
