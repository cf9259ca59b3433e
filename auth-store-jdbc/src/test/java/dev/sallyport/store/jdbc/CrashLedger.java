package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.secret.Secret;
import dev.sallyport.token.StoredSigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What nodes said before they were killed, and whether it is true. What one had begun may have happened or not. */
final class CrashLedger {
    private static final LoginOrigin ORIGIN = new LoginOrigin(CrashingNode.HERE, null, null);

    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, String> revokedKeys = new LinkedHashMap<>();
    private final Map<String, String> refreshTokens = new LinkedHashMap<>();
    private final Set<String> accessTokens = new LinkedHashSet<>();
    private final Set<String> signingKeys = new LinkedHashSet<>();
    private final Set<String> revokedSigningKeys = new LinkedHashSet<>();
    private final Map<String, Long> changes = new HashMap<>();
    private List<String> begun = List.of();
    private long atLastStart;
    private long acknowledged;

    long acknowledged() {
        return acknowledged;
    }

    void note(String line) {
        List<String> words = List.of(line.split(" "));
        if (words.get(0).equals("begin")) {
            begun = words;
            return;
        }
        begun = List.of();
        acknowledged++;
        switch (words.get(0)) {
            case "created" -> keys.put(words.get(1), words.get(2));
            case "revoked" -> revoke(words.get(1));
            case "rotated" -> {
                revoke(words.get(1));
                keys.put(words.get(2), words.get(3));
            }
            case "login", "refreshed" -> {
                refreshTokens.put(words.get(1), words.get(2));
                accessTokens.add(words.get(3));
            }
            case "signs" -> signingKeys.add(words.get(1));
            case "unsigned" -> {
                signingKeys.remove(words.get(1));
                revokedSigningKeys.add(words.get(1));
            }
            default -> {
                assertThat(words.get(0)).isEqualTo("ready");
                atLastStart = acknowledged;
            }
        }
    }

    private void revoke(String id) {
        String key = String.valueOf(keys.remove(id));
        revokedKeys.put(id, key);
        changes.put(key, acknowledged);
    }

    /** Of a node that was killed nobody knows whether what it had begun was done: it is left out from now on. */
    void killed() {
        if (begun.size() == 3) {
            keys.remove(begun.get(2));
            signingKeys.remove(begun.get(2));
            String unknown = begun.get(2);
            if (begun.get(1).equals("unsign")) {
                accessTokens.removeIf(token -> kid(token).equals(unknown));
            }
        }
        begun = List.of();
    }

    /** @param all or the newest only, so that many kills take no longer each than the first ones */
    void require(Sallyport auth, JdbcStores stores, boolean all) {
        int last = all ? Integer.MAX_VALUE : 30;
        newest(keys.values(), last)
                .forEach(key ->
                        assertThat(accepts(auth, key)).as("an acknowledged key").isTrue());
        newest(revokedKeys.values(), last)
                .forEach(key -> assertThat(accepts(auth, key))
                        .as(
                                "a key that was revoked by change %s of %s, of which %s were made before the last start",
                                changes.get(key), acknowledged, atLastStart)
                        .isFalse());
        requireSigningKeys(stores);
        newest(accessTokens, last)
                .forEach(token -> assertThat(accepts(auth, token))
                        .as("a token of the signing key %s", kid(token))
                        .isEqualTo(!revokedSigningKeys.contains(kid(token))));
        Set<String> owners = newest(refreshTokens.keySet(), all ? Integer.MAX_VALUE : 4);
        // The second time shows that the family is whole, whichever token the first time found to be the last one.
        for (int i = 0; i < 2; i++) {
            owners.forEach(
                    owner -> refreshTokens.compute(owner, (same, token) -> refresh(auth, String.valueOf(token))));
        }
    }

    private void requireSigningKeys(JdbcStores stores) {
        List<StoredSigningKey> rows = stores.signingKeys().findAll();
        assertThat(rows).extracting(StoredSigningKey::period).doesNotHaveDuplicates();
        assertThat(rows)
                .extracting(StoredSigningKey::kid)
                .containsAll(signingKeys)
                .doesNotContainAnyElementsOf(revokedSigningKeys.isEmpty() ? Set.of("none") : revokedSigningKeys);
    }

    /** So many nodes leave more signing keys than there may be; those of the dead ones go, with their tokens. */
    void forgetSigningKeys(Sallyport auth, JdbcStores stores) {
        List<StoredSigningKey> rows = stores.signingKeys().findAll();
        for (StoredSigningKey row : rows.subList(0, Math.max(0, rows.size() - 12))) {
            assertThat(auth.signingKeys().revoke(row.kid())).isTrue();
            signingKeys.remove(row.kid());
            revokedSigningKeys.add(row.kid());
        }
    }

    private static String refresh(Sallyport auth, String token) {
        Outcome<Login> outcome = auth.logins().refresh(Secret.of(token), ORIGIN);
        return outcome.fold(
                login -> login.refreshToken() == null
                        ? "none"
                        : login.refreshToken().reveal(),
                refusal -> {
                    throw new AssertionError("The last refresh token is refused: " + refusal);
                });
    }

    private static boolean accepts(Sallyport auth, String credential) {
        return auth.authenticate(credential, CrashingNode.HERE) instanceof AuthenticationResult.Accepted;
    }

    private static String kid(String token) {
        String header = new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.US_ASCII);
        String start = "\"kid\":\"";
        int from = header.indexOf(start) + start.length();
        return header.substring(from, header.indexOf('"', from));
    }

    private static Set<String> newest(Collection<String> all, int max) {
        return new HashSet<>(all.stream().skip(Math.max(0, all.size() - max)).toList());
    }
}
