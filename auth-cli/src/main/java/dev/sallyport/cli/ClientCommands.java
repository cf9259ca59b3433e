package dev.sallyport.cli;

import dev.sallyport.client.Client;
import dev.sallyport.client.ClientQuery;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.NewClient;
import dev.sallyport.page.Page;
import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about clients of the application. For one thread. */
@Command(name = "client", description = "Clients of the application.")
final class ClientCommands extends Group {
    ClientCommands(Root root) {
        super(root);
    }

    @Command(description = "Creates a client and shows its secret once.")
    int create(
            @Parameters(paramLabel = "TYPE", description = "Declared in the settings as clientType.NAME") String type,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--tenant") @Nullable String tenant,
            @Option(names = "--scope", description = "Repeatable. Default: the scopes of the type") @Nullable
                    List<String> scopes) {
        ClientRequest named = ClientRequest.of(type, name);
        ClientRequest placed = tenant == null ? named : named.withTenant(tenant);
        ClientRequest request = scopes == null ? placed : placed.withScopes(ScopeSet.of(scopes.toArray(String[]::new)));
        return with(operator ->
                showOnce(operator.auth.clients().create(request, operator.by).orElseThrow()));
    }

    @Command(description = "Lists the clients.")
    int list(
            @Mixin Paging page,
            @Option(names = "--type", description = "Declared in the settings") @Nullable String type,
            @Option(names = "--state", description = "${COMPLETION-CANDIDATES}") ClientQuery.@Nullable State state) {
        ClientQuery query = ClientQuery.all()
                .withText(page.text)
                .withTenant(page.tenant)
                .withType(type)
                .withState(state)
                .after(page.cursor())
                .withLimit(page.limit);
        return with(operator -> {
            Page<Client> found = operator.auth.clients().list(query).orElseThrow();
            printer()
                    .list(
                            "clients",
                            found.items().stream().map(ClientCommands::row).toList(),
                            Paging.next(found.next()));
            return Exit.OK;
        });
    }

    @Command(name = "rotate-secret", description = "Creates a new secret and shows it once.")
    int rotateSecret(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--overlap",
                            converter = Lifetime.class,
                            description = "How long the old secret stays valid, such as 1d. Default: it ends at once")
                    @Nullable
                    Duration overlap) {
        return with(operator -> showOnce(operator.auth
                .clients()
                .rotateSecret(id, overlap == null ? Duration.ZERO : overlap, operator.by)
                .orElseThrow()));
    }

    @Command(description = "Disables a client and its tokens.")
    int disable(@Parameters(paramLabel = "ID") String id) {
        return with(operator ->
                show(operator.auth.clients().disable(id, operator.by).orElseThrow()));
    }

    @Command(description = "Enables a client again.")
    int enable(@Parameters(paramLabel = "ID") String id) {
        return with(
                operator -> show(operator.auth.clients().enable(id, operator.by).orElseThrow()));
    }

    @Command(description = "Deletes a client permanently.")
    int delete(@Parameters(paramLabel = "ID") String id) {
        return with(
                operator -> show(operator.auth.clients().delete(id, operator.by).orElseThrow()));
    }

    private int showOnce(NewClient made) {
        printer().one(row(made.client()).with("secret", made.secret().reveal()));
        return Exit.OK;
    }

    private int show(Client client) {
        printer().one(row(client));
        return Exit.OK;
    }

    static Row row(Client client) {
        return new Row()
                .with("id", client.id())
                .with("type", client.type())
                .with("name", client.name())
                .with("tenant", client.tenant())
                .with("scopes", List.of(client.scopes().toString().split(" ")))
                .with("secrets", client.secrets().size())
                .with("created_at", client.createdAt())
                .with("disabled_at", client.disabledAt());
    }
}
