package dev.sallyport.fiveapis;

import dev.sallyport.access.RateLimited;
import dev.sallyport.access.RequiresScope;
import dev.sallyport.limit.LimitBy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/**
 * The page's table of scopes: what each grants, and one resource for each, which {@link ByScope} sends its requests to. Whoever
 * asks for one of these paths directly meets the same rule.
 */
final class ScopeTable {
    static final Map<String, String> SCOPES = new LinkedHashMap<>();

    static {
        SCOPES.put("reports:read", "List and retrieve reports");
        SCOPES.put("reports:generate", "Generate new reports");
        SCOPES.put("reports:delete", "Delete reports");
        SCOPES.put("reports:share", "Generate and revoke public share links for reports");
        SCOPES.put("dashboards:read", "List and retrieve dashboards");
        SCOPES.put("dashboards:create", "Create dashboards");
        SCOPES.put("dashboards:update", "Update dashboards");
        SCOPES.put("dashboards:delete", "Delete dashboards");
        SCOPES.put("dashboards:refresh", "Refresh dashboard data");
        SCOPES.put("dashboards:share", "Generate and revoke public share links for dashboards");
        SCOPES.put("data_sources:read", "List and retrieve data sources");
        SCOPES.put("usage:read", "View credit usage");
        SCOPES.put("goals:read", "List and retrieve goals, milestones, and progress");
    }

    private ScopeTable() {}

    static void addTo(ServletContextHandler context) {
        context.addServlet(new ReportsRead(), ByScope.path("reports:read"));
        context.addServlet(new ReportsGenerate(), ByScope.path("reports:generate"));
        context.addServlet(new ReportsDelete(), ByScope.path("reports:delete"));
        context.addServlet(new ReportsShare(), ByScope.path("reports:share"));
        context.addServlet(new DashboardsRead(), ByScope.path("dashboards:read"));
        context.addServlet(new DashboardsCreate(), ByScope.path("dashboards:create"));
        context.addServlet(new DashboardsUpdate(), ByScope.path("dashboards:update"));
        context.addServlet(new DashboardsDelete(), ByScope.path("dashboards:delete"));
        context.addServlet(new DashboardsRefresh(), ByScope.path("dashboards:refresh"));
        context.addServlet(new DashboardsShare(), ByScope.path("dashboards:share"));
        context.addServlet(new DataSourcesRead(), ByScope.path("data_sources:read"));
        context.addServlet(new UsageRead(), ByScope.path("usage:read"));
        context.addServlet(new GoalsRead(), ByScope.path("goals:read"));
        for (String collection : new String[] {"reports", "dashboards", "data-sources", "usage", "goals"}) {
            ByScope dispatcher = new ByScope(collection);
            context.addServlet(dispatcher, "/api/v1/" + collection + "/*");
            // The page's first examples leave the version out.
            context.addServlet(dispatcher, "/api/" + collection + "/*");
        }
    }

    private abstract static class Resource extends Answer {
        private static final long serialVersionUID = 1L;

        Resource() {
            super("{\"id\":1,\"results\":[]}");
        }
    }

    @RequiresScope("reports:read")
    private static final class ReportsRead extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("reports:generate")
    @RateLimited(value = "100/hour, 500/day", by = LimitBy.CREDENTIAL, group = "reports:generate")
    private static final class ReportsGenerate extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("reports:delete")
    private static final class ReportsDelete extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("reports:share")
    private static final class ReportsShare extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("dashboards:read")
    private static final class DashboardsRead extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("dashboards:create")
    private static final class DashboardsCreate extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("dashboards:update")
    private static final class DashboardsUpdate extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("dashboards:delete")
    private static final class DashboardsDelete extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("dashboards:refresh")
    private static final class DashboardsRefresh extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("dashboards:share")
    private static final class DashboardsShare extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("data_sources:read")
    private static final class DataSourcesRead extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("usage:read")
    private static final class UsageRead extends Resource {
        private static final long serialVersionUID = 1L;
    }

    @RequiresScope("goals:read")
    private static final class GoalsRead extends Resource {
        private static final long serialVersionUID = 1L;
    }
}
