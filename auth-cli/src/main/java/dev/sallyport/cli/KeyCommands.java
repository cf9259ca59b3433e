package dev.sallyport.cli;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditQuery;
import dev.sallyport.page.Page;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about API keys of the application. For one thread. */
@Command(name = "key", description = "API keys of the application.")
final class KeyCommands extends Group {
    private static final int EVENTS = 50;

    KeyCommands(Root root) {
        super(root);
    }

    @Command(description = "Creates a key and shows it once.")
    int create(
            @Parameters(paramLabel = "OWNER", description = "Id, login or e-mail") String owner,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--scope", description = "Repeatable. Default: all scopes of the owner") @Nullable
                    List<String> scopes,
            @Option(names = "--expires-in", converter = Lifetime.class, description = "Such as 90d or 12h") @Nullable
                    Duration life) {
        KeyRequest named = KeyRequest.named(name);
        KeyRequest scoped = scopes == null ? named : named.withScopes(ScopeSet.of(scopes.toArray(String[]::new)));
        KeyRequest request = life == null ? scoped : scoped.withExpiresIn(life);
        return with(operator -> {
            NewApiKey made = operator.auth
                    .apiKeys()
                    .create(operator.user(owner).id(), request, operator.by)
                    .orElseThrow();
            printer().one(row(made.key()).with("key", made.secret().reveal()));
            return Exit.OK;
        });
    }

    @Command(description = "Lists the keys of a user or of everybody.")
    int list(
            @Parameters(paramLabel = "OWNER", arity = "0..1", description = "Id, login or e-mail") @Nullable
                    String owner,
            @Mixin Paging page,
            @Option(names = "--state", description = "${COMPLETION-CANDIDATES}") KeyQuery.@Nullable State state) {
        KeyQuery query = KeyQuery.all()
                .withText(page.text)
                .withTenant(page.tenant)
                .withState(state)
                .after(page.cursor())
                .withLimit(page.limit);
        return with(operator -> {
            KeyQuery whose =
                    owner == null ? query : query.withOwner(operator.user(owner).id());
            Page<ApiKey> found = operator.auth.apiKeys().list(whose).orElseThrow();
            printer().list("keys", found.items().stream().map(KeyCommands::row).toList(), Paging.next(found.next()));
            return Exit.OK;
        });
    }

    @Command(description = "Revokes a key permanently.")
    int revoke(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--reason", description = "Reason, for the audit log and the owner") @Nullable
                    String reason) {
        return with(operator -> {
            printer()
                    .one(row(operator.auth
                            .apiKeys()
                            .revoke(id, reason, operator.by)
                            .orElseThrow()));
            return Exit.OK;
        });
    }

    @Command(
            description = {
                "Finds the key whose text is on standard input, and shows where it was used.",
                "Nothing of the text is stored, shown or logged."
            })
    int find() {
        Secret text = surroundings().secret("The text of the key");
        return with(operator -> {
            ApiKey key = operator.auth
                    .apiKeys()
                    .findByDigest(text.digest())
                    .filter(operator.auth.apiKeys()::isOurs)
                    .orElseThrow(() -> new Refused(
                            "This application has no key of that text. Of another audience, or no key at all?"));
            AuditQuery newest = AuditQuery.newest().withLimit(AuditQuery.MAX_LIMIT);
            List<Row> events = Stream.concat(
                            operator.auth.auditLog().find(newest.withCredential(key.id())).events().stream(),
                            operator.auth.auditLog().find(newest.withOwner(key.ownerId())).events().stream()
                                    .filter(event ->
                                            key.id().equals(event.details().get("api_key"))))
                    .sorted(Comparator.comparing(AuditEvent::at).reversed())
                    .limit(EVENTS)
                    .map(AuditCommand::row)
                    .toList();
            printer()
                    .one(row(key).with(
                                    "usable",
                                    key.isUsableAt(operator.auth.clock().instant()))
                            .with("events", new Row.Rows(events)));
            return Exit.OK;
        });
    }

    static Row row(ApiKey key) {
        return new Row()
                .with("id", key.id())
                .with("owner", key.ownerId())
                .with("name", key.name())
                .with(
                        "scopes",
                        key.scopes() == null
                                ? null
                                : List.of(key.scopes().toString().split(" ")))
                .with("created_at", key.createdAt())
                .with("expires_at", key.expiresAt())
                .with("last_used_at", key.lastUsedAt())
                .with("disabled_at", key.disabledAt())
                .with("revoked_at", key.revokedAt())
                .with("revoked_reason", key.revokedReason());
    }
}
