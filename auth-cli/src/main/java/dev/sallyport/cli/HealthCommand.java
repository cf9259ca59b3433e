package dev.sallyport.cli;

import dev.sallyport.token.StoredSigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The command that checks whether the database can serve an application. For one thread. */
@Command(
        name = "health",
        description = "Checks that the database answers and has a key that signs; exit code 1 if it has none.")
final class HealthCommand extends Group implements Callable<Integer> {
    HealthCommand(Root root) {
        super(root);
    }

    @Override
    public Integer call() {
        return with(operator -> {
            long start = System.nanoTime();
            Instant now = operator.stores.now();
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            List<StoredSigningKey> keys = operator.stores.signingKeys().findAll();
            boolean signs = keys.stream().anyMatch(key -> !key.activeAt().isAfter(now));
            printer()
                    .one(new Row()
                            .with("database_time", now)
                            .with("answer_millis", millis)
                            .with("signing_keys", keys.size())
                            .with("signs", signs));
            return signs ? Exit.OK : Exit.REFUSED;
        });
    }
}
