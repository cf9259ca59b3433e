package dev.sallyport.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.page.PageCursor;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.StoredUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserQuery;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Contract of {@link dev.sallyport.user.UserStore} for lists in pages. */
interface UserListsContract extends Contract {
    private void put(String id, UnaryOperator<User> change) {
        User user = change.apply(User.of(id, id));
        assertThat(stores().users().insert(new StoredUser(user, Secret.of("hash"), 0)))
                .isTrue();
    }

    private void change(String id, UnaryOperator<User> change) {
        StoredUser before = stores().users().findById(id).orElseThrow();
        assertThat(stores().users()
                        .update(new StoredUser(
                                change.apply(before.user()), before.passwordHash(), before.version() + 1)))
                .isTrue();
    }

    private List<String> ids(UserQuery query) {
        return Walk.names(
                after -> stores().users().list(query.after(after)),
                stored -> stored.user().id());
    }

    @Test
    default void usersComeByIdInPagesWithNoneTwice() {
        for (int i = 0; i < 25; i++) {
            put("u%02d".formatted((i * 7) % 25), user -> user);
        }
        for (int limit : new int[] {1, 4, 5, 24, 25, 26, 200}) {
            assertThat(ids(UserQuery.all().withLimit(limit)))
                    .hasSize(25)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
        assertThat(stores().users().list(UserQuery.all().withLimit(25)).next())
                .as("nothing comes after the last")
                .isNull();
    }

    @Test
    default void usersAreListedByTenantRoleAndState() {
        put("a", user -> user.withTenant("acme").withRoles(Set.of("admin", "viewer")));
        put("b", user -> user.withTenant("acme").withRoles(Set.of("viewer")).withEnabled(false));
        put("c", user -> user.withTenant("Acme").withRoles(Set.of("admin")));
        put("d", user -> user.withRoles(Set.of("Admin")));
        put("e", user -> user.withEnabled(false));
        UserQuery all = UserQuery.all().withLimit(1);
        assertThat(ids(all.withTenant("acme"))).containsExactly("a", "b");
        assertThat(ids(all.withTenant("acme "))).isEmpty();
        assertThat(ids(all.withRole("admin"))).containsExactly("a", "c");
        assertThat(ids(all.withRole("viewer").withTenant("acme"))).containsExactly("a", "b");
        assertThat(ids(all.withRole("admin").withTenant("Acme"))).containsExactly("c");
        assertThat(ids(all.withState(UserQuery.State.DISABLED))).containsExactly("b", "e");
        assertThat(ids(all.withState(UserQuery.State.ENABLED))).containsExactly("a", "c", "d");
        assertThat(ids(all.withState(UserQuery.State.DISABLED).withTenant("acme")))
                .containsExactly("b");
        assertThat(ids(all.withState(UserQuery.State.ENABLED).withRole("viewer").withTenant("acme")))
                .containsExactly("a");
        assertThat(ids(all.withTenant("ac\0me"))).isEmpty();
        assertThat(ids(all.withRole("admin\ud83d"))).isEmpty();
    }

    @Test
    default void usersAreFoundByHowLoginEmailOrNameBegins() {
        put("1", user -> user.withLogin("Ada").withEmail("lovelace@example.com").withName("Countess Ada"));
        put(
                "2",
                user -> user.withLogin("countess")
                        .withEmail("adele@example.com")
                        .withName("Adele"));
        put("3", user -> user.withLogin("three").withName("ADAM").withTenant("acme"));
        put("4", user -> user.withLogin("adaptor").withTenant("acme").withEnabled(false));
        put("5", user -> user.withLogin("hada").withName("Not Ada"));
        UserQuery all = UserQuery.all().withLimit(1);
        assertThat(ids(all.withText("ada"))).containsExactly("1", "4", "3");
        assertThat(ids(all.withText("AD"))).as("each once").containsExactly("1", "4", "2", "3");
        assertThat(ids(all.withText("countess"))).containsExactly("2", "1");
        assertThat(ids(all.withText("lovelace@EXAMPLE.com"))).containsExactly("1");
        assertThat(ids(all.withText("ad").withTenant("acme"))).containsExactly("4", "3");
        assertThat(ids(all.withText("ad").withTenant("acme").withState(UserQuery.State.ENABLED)))
                .containsExactly("3");
        assertThat(ids(all.withText("x"))).isEmpty();
        assertThat(ids(all.withText("a\0"))).isEmpty();
    }

    /** Refutes a search that takes part of the text for a pattern, or folds only English letters. */
    @Test
    default void usersAreFoundByTheCharactersAsTheyStand() {
        put("1", user -> user.withLogin("a_b%c").withName("100% \\ done"));
        put("2", user -> user.withLogin("axbyc").withName("100 done"));
        put("3", user -> user.withLogin("ωμέγα").withName("Ünal O'Hara \"x\""));
        put("4", user -> user.withLogin("钥匙").withName("🔑 key"));
        put("5", user -> user.withLogin("cafe").withName("Cafe\u0301 Olé"));
        assertThat(ids(UserQuery.all().withText("a_"))).containsExactly("1");
        assertThat(ids(UserQuery.all().withText("%"))).isEmpty();
        assertThat(ids(UserQuery.all().withText("_"))).isEmpty();
        assertThat(ids(UserQuery.all().withText("100%"))).containsExactly("1");
        assertThat(ids(UserQuery.all().withText("100% \\"))).containsExactly("1");
        assertThat(ids(UserQuery.all().withText("ΩΜ"))).containsExactly("3");
        assertThat(ids(UserQuery.all().withText("ünal o'hara \""))).containsExactly("3");
        assertThat(ids(UserQuery.all().withText("U\u0308NAL"))).as("composed").containsExactly("3");
        assertThat(ids(UserQuery.all().withText("钥"))).containsExactly("4");
        assertThat(ids(UserQuery.all().withText("🔑"))).containsExactly("4");
        assertThat(ids(UserQuery.all().withText("café"))).containsExactly("5");
    }

    @Test
    default void usersAreListedAsTheyAreNow() {
        put("a", user -> user.withName("Ada").withTenant("acme").withRoles(Set.of("admin")));
        change("a", user -> user.withName("Zoe").withTenant("umbrella").withRoles(Set.of("viewer")));
        assertThat(ids(UserQuery.all().withText("ada"))).isEmpty();
        assertThat(ids(UserQuery.all().withText("zo").withTenant("umbrella"))).containsExactly("a");
        assertThat(ids(UserQuery.all().withText("a").withTenant("umbrella"))).containsExactly("a");
        assertThat(ids(UserQuery.all().withTenant("acme"))).isEmpty();
        assertThat(ids(UserQuery.all().withRole("admin"))).isEmpty();
        assertThat(ids(UserQuery.all().withRole("viewer").withTenant("umbrella")))
                .containsExactly("a");
        assertThat(ids(UserQuery.all().withRole("viewer").withTenant("acme"))).isEmpty();
        stores().users().delete("a");
        assertThat(ids(UserQuery.all().withText("z"))).isEmpty();
        assertThat(ids(UserQuery.all().withRole("viewer"))).isEmpty();
    }

    /** Lists users who stay exactly once while others come, go and change between pages. */
    @Test
    default void usersWhoStayAreListedOnceWhateverHappensMeanwhile() {
        for (int i = 0; i < 20; i++) {
            put("stay%02d".formatted(i), user -> user.withName("Same Name"));
            put("gone%02d".formatted(i), user -> user.withName("Same Name"));
        }
        AtomicInteger step = new AtomicInteger();
        for (UserQuery query : List.of(UserQuery.all(), UserQuery.all().withText("same"))) {
            List<String> seen = Walk.names(
                    after -> stores().users().list(query.withLimit(3).after(after)),
                    stored -> stored.user().id(),
                    () -> {
                        int n = step.getAndIncrement();
                        if (n < 20) {
                            stores().users().delete("gone%02d".formatted(19 - n));
                            put("new%02d".formatted(n), user -> user.withName("Same Name"));
                            change("stay%02d".formatted(n), user -> user.withEmail("mail%02d".formatted(n)));
                        }
                    });
            assertThat(seen).doesNotHaveDuplicates();
            assertThat(seen.stream().filter(id -> id.startsWith("stay"))).hasSize(20);
        }
    }

    @Test
    default void cursorOfAnotherListOfUsersIsRefused() {
        for (String id : List.of("a", "b", "c")) {
            put(id, user -> user.withTenant("acme"));
        }
        UserQuery acme = UserQuery.all().withTenant("acme").withLimit(1);
        PageCursor next = Objects.requireNonNull(stores().users().list(acme).next());
        assertThat(acme.after(next).errors()).isEmpty();
        assertThat(stores().users().list(acme.withLimit(2).after(next)).items())
                .as("a page of another length")
                .hasSize(2);
        List<PageCursor> hostile = List.of(
                PageCursor.of(""),
                PageCursor.of("%"),
                PageCursor.of("a' OR '1'='1"),
                PageCursor.of(next.text() + "="),
                PageCursor.of(next.text().substring(1)),
                PageCursor.of("A".repeat(10_000)),
                PageCursor.of("\0"));
        hostile.forEach(cursor -> assertThatIllegalArgumentException()
                .isThrownBy(() -> stores().users().list(acme.after(cursor))));
        for (UserQuery other : List.of(
                UserQuery.all(),
                acme.withTenant("umbrella"),
                acme.withRole("admin"),
                acme.withText("a"),
                acme.withState(UserQuery.State.ENABLED))) {
            assertThat(other.after(next).errors()).extracting("field").containsExactly("after");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stores().users().list(other.after(next)));
        }
    }
}
