package dev.sallyport.servlet.tenant;

import dev.sallyport.json.JsonWriter;
import dev.sallyport.manage.TenantAccounts;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.servlet.fields.KeyFields;
import dev.sallyport.servlet.fields.QueryFields;
import dev.sallyport.servlet.json.JsonBody;
import dev.sallyport.servlet.wire.Call;
import dev.sallyport.servlet.wire.Reply;
import dev.sallyport.servlet.wire.Route;
import dev.sallyport.servlet.wire.Routes;
import dev.sallyport.tenant.ServiceAccount;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Service accounts of a tenant: list, create, change, delete. */
final class AccountRoutes {
    private final String path;
    private final TenantAccounts accounts;

    AccountRoutes(String mount, TenantAccounts accounts) {
        this.path = mount + "/service-accounts";
        this.accounts = accounts;
    }

    List<Route> routes() {
        String one = path + "/{id}";
        return List.of(
                Route.authenticated("GET", path, Route.Body.NONE, this::list).describedBy(AccountDocs.LIST),
                Route.authenticated("POST", path, Route.Body.JSON, this::create).describedBy(AccountDocs.CREATE),
                Route.authenticated("GET", one, Route.Body.NONE, this::get).describedBy(AccountDocs.GET),
                Route.authenticated("PATCH", one, Route.Body.JSON, this::update).describedBy(AccountDocs.UPDATE),
                Route.authenticated("DELETE", one, Route.Body.NONE, this::delete)
                        .describedBy(AccountDocs.DELETE));
    }

    private Outcome<Reply> list(Call call) {
        return Routes.page(call, fields -> accounts(call, fields), AccountRoutes::write);
    }

    private Outcome<Page<ServiceAccount>> accounts(Call call, QueryFields fields) {
        PageCursor after = fields.after();
        int limit = fields.limit();
        return fields.whenValid(() -> accounts.list(call.caller(), after, limit));
    }

    private Outcome<Reply> get(Call call) {
        return accounts.get(call.caller(), call.path("id")).map(AccountRoutes::shown);
    }

    private Outcome<Reply> create(Call call) {
        String name = call.body().text("name", AccountDocs.MAX_NAME);
        Set<String> roles = roles(call.body());
        return call.body()
                .whenValid(() -> accounts.create(call.caller(), name, roles, Routes.address(call)))
                .map(account -> Routes.json(201, json -> write(json, account)));
    }

    private Outcome<Reply> update(Call call) {
        UnaryOperator<ServiceAccount> change = change(call.body());
        return call.body()
                .whenValid(() -> accounts.update(call.caller(), call.path("id"), change, Routes.address(call)))
                .map(AccountRoutes::shown);
    }

    private Outcome<Reply> delete(Call call) {
        return accounts.delete(call.caller(), call.path("id"), Routes.address(call))
                .map(account -> Reply.empty(204));
    }

    /** Reads a change: members that are present change. */
    private static UnaryOperator<ServiceAccount> change(JsonBody body) {
        String name = body.has("name") ? body.text("name", AccountDocs.MAX_NAME) : null;
        Set<String> roles = body.has("roles") ? roles(body) : null;
        Boolean enabled = body.has("enabled") ? KeyFields.enabled(body) : null;
        return account -> changed(account, name, roles, enabled);
    }

    private static ServiceAccount changed(
            ServiceAccount account, @Nullable String name, @Nullable Set<String> roles, @Nullable Boolean enabled) {
        ServiceAccount named = name == null ? account : account.withName(name);
        ServiceAccount placed = roles == null ? named : named.withRoles(roles);
        return enabled == null ? placed : placed.withEnabled(enabled);
    }

    private static Set<String> roles(JsonBody body) {
        @Nullable List<String> roles = body.optionalTexts("roles", AccountDocs.MAX_ROLES, AccountDocs.MAX_ROLE);
        return roles == null ? Set.of() : Set.copyOf(roles);
    }

    private static Reply shown(ServiceAccount account) {
        return Routes.json(200, json -> write(json, account));
    }

    private static void write(JsonWriter json, ServiceAccount account) {
        json.text("id", account.id())
                .text("name", account.name())
                .texts("roles", new TreeSet<>(account.roles()))
                .flag("enabled", account.enabled())
                .text("created_by", account.createdBy())
                .instant("created_at", account.createdAt());
    }
}
