package dev.sallyport.cli;

import dev.sallyport.page.Page;
import dev.sallyport.tenant.ServiceAccount;
import dev.sallyport.tenant.ServiceAccountQuery;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about service accounts. For one thread. */
@Command(name = "service-account", description = "Service accounts: owners of keys that are no people.")
final class ServiceAccountCommands extends Group {
    ServiceAccountCommands(Root root) {
        super(root);
    }

    @Command(description = "Creates a service account.")
    int create(
            @Parameters(paramLabel = "TENANT") String tenant,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--role", description = "Declared in the settings; repeatable") @Nullable
                    List<String> roles) {
        return with(operator -> show(operator.auth
                .serviceAccounts()
                .create(tenant, name, roles == null ? Set.of() : Set.copyOf(roles), operator.by)
                .orElseThrow()));
    }

    @Command(description = "Lists the service accounts of a tenant, newest first.")
    int list(
            @Parameters(paramLabel = "TENANT") String tenant,
            @Option(names = "--after", description = "Cursor from the previous page") @Nullable String after,
            @Option(
                            names = "--limit",
                            defaultValue = "50",
                            description = "Page size, 1 to 200. Default: ${DEFAULT-VALUE}")
                    int limit) {
        ServiceAccountQuery query =
                ServiceAccountQuery.of(tenant).after(Paging.cursor(after)).withLimit(limit);
        return with(operator -> {
            Page<ServiceAccount> found =
                    operator.auth.serviceAccounts().list(query).orElseThrow();
            printer()
                    .list(
                            "service_accounts",
                            found.items().stream()
                                    .map(ServiceAccountCommands::row)
                                    .toList(),
                            Paging.next(found.next()));
            return Exit.OK;
        });
    }

    @Command(description = "Disables a service account and all of its keys.")
    int disable(@Parameters(paramLabel = "ID") String id) {
        return with(operator ->
                show(operator.auth.serviceAccounts().disable(id, operator.by).orElseThrow()));
    }

    @Command(description = "Enables a service account again, with the keys that were not revoked meanwhile.")
    int enable(@Parameters(paramLabel = "ID") String id) {
        return with(operator ->
                show(operator.auth.serviceAccounts().enable(id, operator.by).orElseThrow()));
    }

    @Command(description = "Deletes a service account, and revokes its keys.")
    int delete(@Parameters(paramLabel = "ID") String id) {
        return with(operator ->
                show(operator.auth.serviceAccounts().delete(id, operator.by).orElseThrow()));
    }

    private int show(ServiceAccount account) {
        printer().one(row(account));
        return Exit.OK;
    }

    private static Row row(ServiceAccount account) {
        return new Row()
                .with("id", account.id())
                .with("name", account.name())
                .with("tenant", account.tenant())
                .with("roles", account.roles().stream().sorted().toList())
                .with("enabled", account.enabled())
                .with("created_by", account.createdBy())
                .with("created_at", account.createdAt());
    }
}
