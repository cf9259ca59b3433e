package dev.sallyport.cli;

import dev.sallyport.token.StoredSigningKey;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about the keys that sign tokens. For one thread. */
@Command(name = "signing-key", description = "Keys that sign access tokens.")
final class SigningKeyCommands extends Group {
    SigningKeyCommands(Root root) {
        super(root);
    }

    @Command(description = "Lists the keys, oldest first.")
    int list() {
        return with(operator -> {
            List<StoredSigningKey> keys = operator.stores.signingKeys().findAll();
            printer()
                    .list(
                            "signing_keys",
                            keys.stream().map(SigningKeyCommands::row).toList(),
                            null);
            return Exit.OK;
        });
    }

    @Command(
            description = "Publishes the next key, which signs after the lead time of the application (an "
                    + "hour by default).")
    int rotate(
            @Option(names = "--now", description = "Signs at once; verifiers that cache the keys may not know it yet")
                    boolean now) {
        return with(operator -> {
            requireSome(operator);
            String kid = now
                    ? operator.auth.signingKeys().rotateNow()
                    : operator.auth.signingKeys().rotate();
            printer().one(new Row().with("kid", kid));
            return Exit.OK;
        });
    }

    @Command(description = "Revokes a key and so every token that it signed.")
    int revoke(@Parameters(paramLabel = "KID") String kid) {
        return with(operator -> {
            requireSome(operator);
            if (!operator.auth.signingKeys().revoke(kid)) {
                throw new Refused("There is no signing key with that id.");
            }
            printer().one(new Row().with("kid", kid).with("revoked", true));
            return Exit.OK;
        });
    }

    /** Refuses while there is no key: only the application knows the algorithm of the first one. */
    private static void requireSome(Operator operator) {
        if (operator.stores.signingKeys().findAll().isEmpty()) {
            throw new Refused("There is no signing key yet: the application creates the first one when it starts.");
        }
    }

    private static Row row(StoredSigningKey key) {
        return new Row()
                .with("kid", key.kid())
                .with("algorithm", key.algorithm().headerName())
                .with("created_at", key.createdAt())
                .with("active_at", key.activeAt());
    }
}
