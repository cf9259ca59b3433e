package dev.sallyport.cli;

import dev.sallyport.audit.AuditEvent;
import dev.sallyport.page.Page;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDeletion;
import dev.sallyport.user.UserQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about users. For one thread. */
@Command(name = "user", description = "Users of the database.")
final class UserCommands extends Group {
    UserCommands(Root root) {
        super(root);
    }

    @Command(description = "Creates a user.")
    int create(
            @Parameters(paramLabel = "LOGIN") String login,
            @Option(names = "--email") @Nullable String email,
            @Option(names = "--name") @Nullable String name,
            @Option(names = "--tenant") @Nullable String tenant,
            @Option(names = "--role", description = "Declared in the settings; repeatable") @Nullable
                    List<String> roles,
            @Option(names = "--password-stdin", description = "Reads the password from standard input")
                    boolean password) {
        NewUser wanted = NewUser.of(login).withRoles(roles == null ? new String[0] : roles.toArray(String[]::new));
        NewUser named = email == null ? wanted : wanted.withEmail(email);
        NewUser placed = tenant == null ? named : named.withTenant(tenant);
        NewUser whole = name == null ? placed : placed.withName(name);
        NewUser ready = password ? whole.withPassword(surroundings().secret("The password")) : whole;
        return with(operator ->
                show(operator.auth.users().create(ready, operator.by).orElseThrow()));
    }

    @Command(description = "Lists users, by id.")
    int list(
            @Mixin Paging page,
            @Option(names = "--role") @Nullable String role,
            @Option(names = "--state", description = "${COMPLETION-CANDIDATES}") UserQuery.@Nullable State state) {
        UserQuery query = UserQuery.all()
                .withText(page.text)
                .withTenant(page.tenant)
                .withRole(role)
                .withState(state)
                .after(page.cursor())
                .withLimit(page.limit);
        return with(operator -> {
            Page<User> found = operator.auth.users().list(query).orElseThrow();
            printer()
                    .list("users", found.items().stream().map(UserCommands::row).toList(), Paging.next(found.next()));
            return Exit.OK;
        });
    }

    @Command(description = "Prints all data kept about a user, as JSON.")
    int export(@Parameters(paramLabel = "USER") String who) {
        return with(operator -> {
            User user = operator.user(who);
            operator.auth
                    .audit()
                    .record(operator.by.event(
                            operator.auth.clock().instant(), AuditEvent.Type.USER_EXPORTED, user.id(), null, Map.of()));
            printer().document(operator.auth.users().export(user.id()).orElseThrow());
            return Exit.OK;
        });
    }

    @Command(description = "Deletes a user and their data; the audit log keeps the id.")
    int delete(
            @Parameters(paramLabel = "USER") String who,
            @Option(names = "--revoke-keys", description = "Also revokes live API keys") boolean revokeKeys) {
        UserDeletion how = revokeKeys ? UserDeletion.revokingKeys() : UserDeletion.withoutKeys();
        return with(operator -> show(operator.auth
                .users()
                .delete(operator.user(who).id(), how, operator.by)
                .orElseThrow()));
    }

    @Command(description = "Shows one user, by id, login or e-mail.")
    int show(@Parameters(paramLabel = "USER") String who) {
        return with(operator -> show(operator.user(who)));
    }

    @Command(description = "Disables a user and all of their credentials.")
    int disable(@Parameters(paramLabel = "USER") String who) {
        return with(operator -> show(operator.auth
                .users()
                .disable(operator.user(who).id(), operator.by)
                .orElseThrow()));
    }

    @Command(description = "Enables a user again.")
    int enable(@Parameters(paramLabel = "USER") String who) {
        return with(operator -> show(operator.auth
                .users()
                .enable(operator.user(who).id(), operator.by)
                .orElseThrow()));
    }

    @Command(description = "Shows the roles of a user, or changes them.")
    int roles(
            @Parameters(paramLabel = "USER") String who,
            @Option(names = "--add", description = "Declared in the settings; repeatable") @Nullable List<String> add,
            @Option(names = "--remove", description = "Repeatable") @Nullable List<String> remove) {
        return with(operator -> {
            User user = operator.user(who);
            if (add == null && remove == null) {
                return show(user);
            }
            Set<String> roles = new HashSet<>(user.roles());
            roles.addAll(add == null ? List.of() : add);
            roles.removeAll(remove == null ? List.of() : remove);
            return show(operator.auth
                    .users()
                    .setRoles(user.id(), roles, operator.by)
                    .orElseThrow());
        });
    }

    @Command(name = "end-sessions", description = "Ends all sessions of a user, in every application of the database.")
    int endSessions(@Parameters(paramLabel = "USER") String who) {
        return with(operator -> {
            User user = operator.user(who);
            int ended = operator.auth.sessions().endEverywhere(user.id(), AuditEvent.Type.SESSION_ENDED, operator.by);
            printer().one(new Row().with("owner", user.id()).with("ended", ended));
            return Exit.OK;
        });
    }

    private int show(User user) {
        printer().one(row(user));
        return Exit.OK;
    }

    static Row row(User user) {
        return new Row()
                .with("id", user.id())
                .with("login", user.login())
                .with("email", user.email())
                .with("name", user.name())
                .with("tenant", user.tenant())
                .with("roles", user.roles().stream().sorted().toList())
                .with("enabled", user.enabled());
    }
}
