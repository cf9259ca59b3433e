package dev.sallyport.client;

import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes ids and secrets of clients, replaces secrets, and compares with them. Safe for use by many threads. */
final class ClientSecrets {
    private static final int ID_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    /** Compared with when there is no such client, so that it costs as much as a wrong secret. */
    private static final SecretDigest NOBODYS = SecretDigest.of("");

    private final SecureRandom random;

    ClientSecrets(SecureRandom random) {
        this.random = random;
    }

    String newId(ClientType type) {
        return type.idPrefix() + randomHex(ID_BYTES);
    }

    Secret newSecret(ClientType type) {
        return Secret.of(type.secretPrefix() + randomHex(SECRET_BYTES));
    }

    private String randomHex(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The secrets after a rotation: the new one, and the newest live one of before until the overlap is over. */
    static List<Client.StoredSecret> rotated(Client client, SecretDigest fresh, Duration overlap, Instant now) {
        List<Client.StoredSecret> live = new ArrayList<>();
        live.add(new Client.StoredSecret(fresh, now, null));
        client.secrets().stream()
                .filter(old -> !overlap.isZero() && old.isLiveAt(now))
                .findFirst()
                .map(old -> ending(old, now.plus(overlap)))
                .ifPresent(live::add);
        return live;
    }

    private static Client.StoredSecret ending(Client.StoredSecret secret, Instant at) {
        Instant end = secret.expiresAt() != null && secret.expiresAt().isBefore(at) ? secret.expiresAt() : at;
        return new Client.StoredSecret(secret.digest(), secret.createdAt(), end);
    }

    /**
     * Tells whether a secret is a live one of the client.
     *
     * @param client null when there is none; the work is the same
     */
    static boolean match(@Nullable Client client, SecretDigest digest, Instant now) {
        List<Client.StoredSecret> live = client == null
                ? List.of()
                : client.secrets().stream().filter(each -> each.isLiveAt(now)).toList();
        boolean matches = false;
        // Two comparisons whoever asks: a digest compares in constant time.
        for (int i = 0; i < 2; i++) {
            matches |= digest.equals(i < live.size() ? live.get(i).digest() : NOBODYS) && i < live.size();
        }
        return matches;
    }
}
