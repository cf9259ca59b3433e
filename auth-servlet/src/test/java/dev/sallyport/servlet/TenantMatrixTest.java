package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey.Owner;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.tenant.ServiceAccount;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who may send which request of a manager about whose things: every actor, every route, three tenants. */
class TenantMatrixTest {
    private static final Map<String, String> MEMBERS = Map.of("acme", "ada", "globex", "gail", "initech", "ines");

    private enum Who {
        MANAGER,
        MEMBER,
        NARROWED_LOGIN_OF_MANAGER,
        KEY_OF_MANAGER,
        MANAGER_OF_ANOTHER,
        WITHOUT_TENANT
    }

    /** Things of a tenant that an act is about. */
    private record Target(String member, NewApiKey ofMember, NewApiKey ofTenant, ServiceAccount account) {
        static Target of(TenantApi api, String tenant) {
            String member = MEMBERS.getOrDefault(tenant, "ada");
            return new Target(
                    member, api.keyOf(Owner.user(member)), api.keyOf(Owner.tenant(tenant)), api.account(tenant));
        }
    }

    /**
     * A request; {@code MEMBER}, {@code OF_MEMBER}, {@code KEY} and {@code ACCOUNT} stand for ids of the target.
     *
     * @param own whether it is about the tenant of whoever sends it, whatever the target
     */
    private record Act(String method, String path, @Nullable String body, int status, boolean own) {
        static Act of(String method, String path, @Nullable String body, int status) {
            return new Act(method, path, body, status, false);
        }

        static Act own(String method, String path, @Nullable String body, int status) {
            return new Act(method, path, body, status, true);
        }

        HttpResponse<String> send(TenantApi api, String credential, Target target) {
            String text = body == null ? null : filled(body, target);
            return api.send(method, "/auth/tenant" + filled(path, target), credential, text);
        }

        private static String filled(String text, Target target) {
            return text.replace("OF_MEMBER", target.ofMember().key().id())
                    .replace("MEMBER", target.member())
                    .replace("KEY", target.ofTenant().key().id())
                    .replace("ACCOUNT", target.account().id());
        }
    }

    private static final List<Act> ACTS = List.of(
            Act.own("GET", "/api-keys", null, 200),
            Act.own("POST", "/api-keys", "{\"name\":\"n\",\"owner\":\"tenant\",\"scopes\":[\"reports:read\"]}", 201),
            Act.of("GET", "/api-keys/KEY", null, 200),
            Act.of("GET", "/api-keys/OF_MEMBER", null, 200),
            Act.of("PATCH", "/api-keys/KEY", "{\"name\":\"other\"}", 200),
            Act.of("POST", "/api-keys/KEY/rotate", "{}", 201),
            Act.of("POST", "/api-keys/OF_MEMBER/transfer", "{\"owner\":\"ACCOUNT\"}", 200),
            Act.of("DELETE", "/api-keys/KEY", null, 204),
            Act.own("GET", "/service-accounts", null, 200),
            Act.own("POST", "/service-accounts", "{\"name\":\"n\"}", 201),
            Act.of("GET", "/service-accounts/ACCOUNT", null, 200),
            Act.of("PATCH", "/service-accounts/ACCOUNT", "{\"name\":\"other\"}", 200),
            Act.of("DELETE", "/service-accounts/ACCOUNT", null, 204),
            Act.of("DELETE", "/members/MEMBER/api-keys", "{\"reason\":\"left\"}", 204));

    @Test
    void everybodyGetsWhatTheyMay() {
        try (TenantApi api = new TenantApi()) {
            List<String> wrong = new ArrayList<>();
            for (Who who : Who.values()) {
                String credential = credential(api, who);
                for (String tenant : MEMBERS.keySet()) {
                    for (Act act : ACTS) {
                        int found = act.send(api, credential, Target.of(api, tenant))
                                .statusCode();
                        int wanted = wanted(who, act, tenant);
                        if (found != wanted) {
                            wrong.add(who + " " + act.method() + " " + act.path() + " of " + tenant + ": " + found
                                    + " in place of " + wanted);
                        }
                    }
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    private static String credential(TenantApi api, Who who) {
        return switch (who) {
            case MANAGER -> api.person("bob");
            case MEMBER -> api.person("ada");
            case NARROWED_LOGIN_OF_MANAGER -> api.narrowed("bob", "reports:read");
            case KEY_OF_MANAGER ->
                api.auth
                        .apiKeys()
                        .create("bob", KeyRequest.named("all"), Actor.application())
                        .orElseThrow()
                        .secret()
                        .reveal();
            case MANAGER_OF_ANOTHER -> api.person("gail");
            case WITHOUT_TENANT -> api.person("nina");
        };
    }

    private static int wanted(Who who, Act act, String tenant) {
        return switch (who) {
            case MANAGER -> act.own() || tenant.equals("acme") ? act.status() : 404;
            case MANAGER_OF_ANOTHER -> act.own() || tenant.equals("globex") ? act.status() : 404;
            case MEMBER, NARROWED_LOGIN_OF_MANAGER, KEY_OF_MANAGER -> 403;
            case WITHOUT_TENANT -> 404;
        };
    }
}
