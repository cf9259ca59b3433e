package dev.sallyport.cli;

import dev.sallyport.tenant.Tenants;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands about tenants as a whole. For one thread. */
@Command(name = "tenant", description = "Tenants of the database.")
final class TenantCommands extends Group {
    TenantCommands(Root root) {
        super(root);
    }

    @Command(description = "Stops everything of a tenant: its people, keys, service accounts and clients.")
    int disable(@Parameters(paramLabel = "TENANT") String tenant) {
        return with(operator -> show(operator, tenant, (tenants, id) -> tenants.disable(id, operator.by)));
    }

    @Command(description = "Lets everything of a tenant work again that was not ended meanwhile.")
    int enable(@Parameters(paramLabel = "TENANT") String tenant) {
        return with(operator -> show(operator, tenant, (tenants, id) -> tenants.enable(id, operator.by)));
    }

    @Command(description = "Tells whether a tenant is disabled.")
    int show(@Parameters(paramLabel = "TENANT") String tenant) {
        return with(operator -> show(operator, tenant, (tenants, id) -> {}));
    }

    private int show(Operator operator, String tenant, BiConsumer<Tenants, String> act) {
        act.accept(operator.auth.tenants(), tenant);
        printer()
                .one(new Row()
                        .with("tenant", tenant)
                        .with("enabled", !operator.auth.tenants().isDisabled(tenant)));
        return Exit.OK;
    }
}
