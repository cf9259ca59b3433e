package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.client.ClientQuery;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.page.Place;
import dev.sallyport.session.SessionQuery;
import dev.sallyport.user.User;
import dev.sallyport.user.UserQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries of whoever can reach a list: they are answered within what they ask for, or refused by field. */
class HostileListsTest {
    private static final Actor APP = Actor.application();

    private static List<String> fields(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("was not refused");
                },
                refusal -> refusal.errors().stream().map(FieldError::field).toList());
    }

    @ParameterizedTest
    @MethodSource("textsThatCannotBe")
    void aTextThatCannotBeIsRefused(String text) {
        try (Node node = Node.create()) {
            assertThat(fields(node.auth.users().list(UserQuery.all().withText(text))))
                    .containsExactly("q");
            assertThat(fields(node.auth.apiKeys().list(KeyQuery.all().withText(text))))
                    .containsExactly("q");
            assertThat(fields(node.auth.clients().list(ClientQuery.all().withText(text))))
                    .containsExactly("q");
        }
    }

    static Stream<String> textsThatCannotBe() {
        return Stream.of("", "a".repeat(101), "a".repeat(10_000), "a\0", "a\n", "\ud83d");
    }

    @Test
    void aLimitOutOfItsRangeIsAMistake() {
        for (int limit : new int[] {Integer.MIN_VALUE, 0, 201, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> UserQuery.all().withLimit(limit));
            assertThatIllegalArgumentException().isThrownBy(() -> KeyQuery.all().withLimit(limit));
        }
    }

    @Test
    void aCursorThatIsNoneIsRefused() {
        try (Node node = Node.create()) {
            for (String text : List.of("", "x", "a' OR 1=1 --", "=", "A".repeat(100_000), "AQ", "\0")) {
                PageCursor cursor = PageCursor.of(text);
                assertThat(fields(node.auth.users().list(UserQuery.all().after(cursor))))
                        .containsExactly("after");
                assertThat(fields(node.auth.apiKeys().list(KeyQuery.all().after(cursor))))
                        .containsExactly("after");
                assertThat(fields(node.auth.sessions().list(SessionQuery.all().after(cursor))))
                        .containsExactly("after");
                assertThat(fields(node.auth.clients().list(ClientQuery.all().after(cursor))))
                        .containsExactly("after");
                assertThat(fields(node.auth.apiKeys().beyondPolicy(cursor, 10))).containsExactly("after");
            }
        }
    }

    /** Whoever knows how cursors are made moves within their own list, and nowhere else. */
    @Test
    void aCursorMadeByHandReadsNoMoreThanTheQueryAllows() {
        try (Node node = Node.create()) {
            for (String id : List.of("a", "b", "c", "d")) {
                node.user(id);
                done(node.auth
                        .users()
                        .update(id, user -> user.withTenant(id.compareTo("c") < 0 ? "acme" : "umbrella"), APP));
            }
            UserQuery acme = UserQuery.all().withTenant("acme");
            for (Place place : List.of(
                    Place.ofId(0, ""),
                    Place.ofId(9, "a"),
                    Place.ofText(1, "a", "b"),
                    Place.ofNumber(0, Long.MIN_VALUE, "' OR '1'='1"),
                    new Place(2, Long.MAX_VALUE, "%", "z"))) {
                Page<User> page = done(node.auth.users().list(acme.after(PageCursor.at(place, acme.list()))));
                assertThat(page.items()).extracting(User::tenant).allMatch("acme"::equals);
            }
        }
    }

    /** Two applications on the same stores. */
    @Test
    void aListShowsNothingOfAnotherApplication() {
        InMemoryStores stores = InMemoryStores.create();
        try (Node one = Node.over(WatchedStores.over(stores), settings -> settings);
                Node other = Node.over(
                        WatchedStores.over(stores),
                        settings -> settings.tokens(tokens -> tokens.withAudience("https://other.example.com")))) {
            one.userWithPassword("ada", "analyst");
            ApiKey key = one.key("ada").key();
            one.login("ada");
            String theirs = key.audience();
            assertThat(done(one.auth.apiKeys().list(KeyQuery.all())).items()).hasSize(1);
            assertThat(done(one.auth.sessions().list(SessionQuery.all())).items())
                    .hasSize(1);
            assertThat(done(other.auth.apiKeys().list(KeyQuery.all().withAudience(theirs)))
                            .items())
                    .isEmpty();
            assertThat(done(other.auth.sessions().list(SessionQuery.all().withAudience(theirs)))
                            .items())
                    .isEmpty();
        }
    }

    @Test
    void aKeyIsFoundByItsTextAndByItsBeginning() {
        try (Node node = Node.create()) {
            node.user("ada", "analyst");
            node.key("ada", KeyRequest.named("other"));
            var made = node.key("ada", KeyRequest.named("nightly"));
            String text = made.secret().reveal();
            String id = made.key().id();
            for (String searched :
                    List.of(text, text.substring(0, text.indexOf(id) + 5), id, id.substring(0, 6), "NIGHT")) {
                assertThat(done(node.auth.apiKeys().list(KeyQuery.all().withText(searched)))
                                .items())
                        .extracting(ApiKey::id)
                        .containsExactly(id);
            }
        }
    }

    @Test
    void keysThatTheTermsOfNowWouldNotAllowAreTold() {
        InMemoryStores stores = InMemoryStores.create();
        List<String> beyond = new ArrayList<>();
        try (Node before = Node.over(WatchedStores.over(stores), settings -> settings)) {
            before.user("ada", "analyst");
            beyond.add(before.key("ada", KeyRequest.named("endless")).key().id());
            before.key("ada", KeyRequest.named("short").withExpiresIn(Duration.ofDays(5)));
            beyond.add(before.key("ada", KeyRequest.named("long").withExpiresIn(Duration.ofDays(500)))
                    .key()
                    .id());
        }
        try (Node now = Node.over(
                WatchedStores.over(stores),
                settings -> settings.apiKeys(
                        keys -> keys.withTerms(terms -> terms.withMaximumLife(Duration.ofDays(90)))))) {
            List<String> told = new ArrayList<>();
            PageCursor next = null;
            do {
                Page<ApiKey> page = done(now.auth.apiKeys().beyondPolicy(next, 1));
                page.items().forEach(key -> told.add(key.id()));
                next = page.next();
            } while (next != null);
            assertThat(told).containsExactlyInAnyOrderElementsOf(beyond);
        }
    }
}
