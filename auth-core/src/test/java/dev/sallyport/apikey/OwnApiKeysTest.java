package dev.sallyport.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.AuditTrail;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.fixture.Node;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.stores.Stores;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what with whose key: the rule that managing credentials takes a person, as a table. */
class OwnApiKeysTest {
    private static final String HERE = "192.0.2.1";

    private final MovableClock clock = new MovableClock();
    private final AuditTrail audit = new AuditTrail();
    private final Stores stores = InMemoryStores.create();
    private boolean mayGrant = true;
    private final ApiKeys keys = new ApiKeys(
            new AudienceKeys(
                    stores.apiKeys(),
                    "https://api.example.com",
                    ApiKeyPolicy.defaults().maxPerOwner()),
            KeyFormat.of("sp_key"),
            ApiKeyPolicy.defaults(),
            KeyScopes.of(ScopeCatalog.of(Map.of())),
            id -> {},
            new Environment(stores, audit, clock, new SecureRandom()));

    private final String own = create("ada");
    private final String sibling = create("ada");
    private final String foreign = create("bob");

    @ParameterizedTest
    @CsvSource({
        // caller,           create,    get own,   get sibling, get foreign, update,     rotate,     enable,     revoke
        "USER in session,    DONE,      DONE,      DONE,        NOT_FOUND,   DONE,       DONE,       DONE,       DONE",
        "USER no session,    FORBIDDEN, DONE,      DONE,        NOT_FOUND,   FORBIDDEN,  FORBIDDEN,  FORBIDDEN,  FORBIDDEN",
        "USER may not grant, FORBIDDEN, DONE,      DONE,        NOT_FOUND,   FORBIDDEN,  FORBIDDEN,  FORBIDDEN,  DONE",
        "API_KEY direct,     FORBIDDEN, DONE,      NOT_FOUND,   NOT_FOUND,   FORBIDDEN,  FORBIDDEN,  FORBIDDEN,  NOT_FOUND",
        "API_KEY token,      FORBIDDEN, DONE,      NOT_FOUND,   NOT_FOUND,   FORBIDDEN,  FORBIDDEN,  FORBIDDEN,  NOT_FOUND",
        "API_KEY without id, FORBIDDEN, NOT_FOUND, NOT_FOUND,   NOT_FOUND,   FORBIDDEN,  FORBIDDEN,  FORBIDDEN,  NOT_FOUND",
        "CLIENT,             FORBIDDEN, NOT_FOUND, NOT_FOUND,   NOT_FOUND,   FORBIDDEN,  FORBIDDEN,  FORBIDDEN,  FORBIDDEN",
        "EMBED,              FORBIDDEN, NOT_FOUND, NOT_FOUND,   NOT_FOUND,   FORBIDDEN,  FORBIDDEN,  FORBIDDEN,  FORBIDDEN",
    })
    void managingTakesAPersonInASession(
            String who,
            String create,
            String getOwn,
            String getSibling,
            String getForeign,
            String update,
            String rotate,
            String enable,
            String revokeSibling) {
        Caller caller = caller(who);
        assertThat(answer(ownKeys().create(caller, KeyRequest.named("n"), HERE)))
                .isEqualTo(create);
        assertThat(answer(ownKeys().get(caller, own))).isEqualTo(getOwn);
        assertThat(answer(ownKeys().get(caller, sibling))).isEqualTo(getSibling);
        assertThat(answer(ownKeys().get(caller, foreign))).isEqualTo(getForeign);
        assertThat(answer(ownKeys().update(caller, own, KeyUpdate.nothing().name("m"), HERE)))
                .isEqualTo(update);
        assertThat(answer(ownKeys().rotate(caller, own, Duration.ofHours(1), HERE)))
                .isEqualTo(rotate);
        assertThat(answer(ownKeys().update(caller, own, KeyUpdate.nothing().enabled(true), HERE)))
                .isEqualTo(enable);
        assertThat(answer(ownKeys().revoke(caller, sibling, null, HERE))).isEqualTo(revokeSibling);
    }

    @ParameterizedTest
    @CsvSource({"API_KEY direct", "API_KEY token"})
    void keyMayEndItself(String who) {
        assertThat(answer(ownKeys().revoke(caller(who), own, "leaked", HERE))).isEqualTo("DONE");
        assertThat(keys.find(own).orElseThrow().revokedAt()).isNotNull();
        assertThat(audit.last().actor()).isEqualTo("ada");
        assertThat(audit.last().address()).isEqualTo(HERE);
    }

    @Test
    void nobodyTouchesAnotherOwnersKey() {
        Caller ada = caller("USER in session");
        ApiKey before = keys.find(foreign).orElseThrow();
        assertThat(List.of(
                        answer(ownKeys().revoke(ada, foreign, null, HERE)),
                        answer(ownKeys()
                                .update(ada, foreign, KeyUpdate.nothing().enabled(false), HERE)),
                        answer(ownKeys().rotate(ada, foreign, Duration.ZERO, HERE)),
                        answer(ownKeys().revoke(caller("API_KEY direct"), foreign, null, HERE))))
                .containsOnly("NOT_FOUND");
        assertThat(keys.find(foreign)).contains(before);
    }

    @Test
    void listShowsAPersonAllOfTheirsAndAKeyItself() {
        assertThat(listed("USER in session")).containsExactlyInAnyOrder(own, sibling);
        assertThat(listed("API_KEY direct")).containsExactly(own);
        assertThat(listed("API_KEY token")).containsExactly(own);
        assertThat(listed("API_KEY without id")).isEmpty();
        assertThat(answer(ownKeys().list(caller("CLIENT")))).isEqualTo("FORBIDDEN");
        assertThat(answer(ownKeys().list(caller("EMBED")))).isEqualTo("FORBIDDEN");
    }

    private OwnApiKeys ownKeys() {
        return new OwnApiKeys(
                keys, (id, owner, from, to) -> Secret.of("minted " + id), caller -> mayGrant, caller -> true);
    }

    private Caller caller(String who) {
        return switch (who) {
            case "USER in session" -> caller(CallerKind.USER, "session", null);
            case "USER no session" -> caller(CallerKind.USER, null, null);
            case "USER may not grant" -> {
                mayGrant = false;
                yield caller(CallerKind.USER, "session", null);
            }
            case "API_KEY direct" -> caller(CallerKind.API_KEY, null, own);
            case "API_KEY token" -> caller(CallerKind.API_KEY, "session", own);
            case "API_KEY without id" -> caller(CallerKind.API_KEY, "session", null);
            case "CLIENT" -> caller(CallerKind.CLIENT, "session", null);
            case "EMBED" -> caller(CallerKind.EMBED, "session", null);
            default -> throw new IllegalArgumentException(who);
        };
    }

    private Caller caller(CallerKind kind, @Nullable String session, @Nullable String credential) {
        return new Caller(
                "ada",
                kind,
                null,
                ScopeSet.none(),
                Set.of(),
                session,
                credential,
                clock.instant(),
                List.of(),
                null,
                Map.of());
    }

    private List<String> listed(String who) {
        return Node.done(ownKeys().list(caller(who))).stream().map(ApiKey::id).toList();
    }

    private String create(String owner) {
        return Node.done(keys.create(owner, KeyRequest.named("n"), Actor.application()))
                .key()
                .id();
    }

    private static String answer(Outcome<?> outcome) {
        return outcome.fold(value -> "DONE", refusal -> refusal.cause().name());
    }
}
