package dev.sallyport.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard and the table for operators name what Prometheus gets of an application under traffic. */
class MetricsDocumentsTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(sallyport_\\w+)(?:\\{([^}]*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=|!=|=~)\\s*\"([^\"]*)\"");
    private static final Pattern QUERY = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern SELECTOR = Pattern.compile("(sallyport_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(sallyport\\.[\\w.]+)` \\| `(\\w+)` \\| ([^|]*?) ?\\|");

    /** The labels of each metric, and the values of each label, as a scrape after some traffic shows them. */
    private static Map<String, Map<String, Set<String>>> scraped(PrometheusMeterRegistry registry) {
        try (MeteredApi api = new MeteredApi(registry)) {
            SallyportMetrics.of(api.auth).bindTo(registry);
            assertThat(api.get("/reports/1", "Authorization", "Bearer " + api.key("ada", "reports:read")))
                    .isEqualTo(200);
            assertThat(api.get("/reports/1")).isEqualTo(401);
            assertThat(api.login(MeteredApi.PASSWORD)).isEqualTo(200);
            assertThat(api.login("wrong")).isEqualTo(401);
            api.auth.purge();
            return samples(registry.scrape());
        }
    }

    private static Map<String, Map<String, Set<String>>> samples(String text) {
        Map<String, Map<String, Set<String>>> samples = new TreeMap<>();
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            Map<String, Set<String>> labels = samples.computeIfAbsent(sample.group(1), name -> new TreeMap<>());
            Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
            while (label.find()) {
                labels.computeIfAbsent(label.group(1), name -> new TreeSet<>()).add(label.group(2));
            }
        }
        return samples;
    }

    @Test
    void everyQueryOfTheDashboardFindsItsMetricAndLabels() throws IOException {
        Map<String, Map<String, Set<String>>> samples = scraped(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        List<String> queries = QUERY.matcher(Files.readString(DOCS.resolve("grafana-dashboard.json")))
                .results()
                .map(found -> found.group(1).replace("\\\"", "\""))
                .toList();
        assertThat(queries).hasSizeGreaterThan(15);
        for (String query : queries) {
            Matcher selector = SELECTOR.matcher(query);
            Set<String> labels = new TreeSet<>();
            assertThat(selector.find()).as(query).isTrue();
            do {
                assertThat(samples).as(query).containsKey(selector.group(1));
                Map<String, Set<String>> known = samples.getOrDefault(selector.group(1), Map.of());
                labels.addAll(known.keySet());
                Matcher label = LABEL.matcher(selector.group(2) == null ? "" : selector.group(2));
                while (label.find()) {
                    // Prometheus itself adds the instance.
                    if (!label.group(1).equals("instance")) {
                        assertThat(known.get(label.group(1))).as(query).contains(label.group(2));
                    }
                }
            } while (selector.find());
            GROUPING.matcher(query)
                    .results()
                    .flatMap(by -> Arrays.stream(by.group(1).split(", ")))
                    .forEach(label -> assertThat(labels).as(query).contains(label));
        }
    }

    @Test
    void theTableForOperatorsHasEveryMeterWithItsTags() throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Map<String, Map<String, Set<String>>> samples = scraped(registry);
        Set<String> rows = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(DOCS.resolve("operations.md")));
        while (row.find()) {
            rows.add(row.group(1));
            String metric = samples.containsKey(row.group(2)) ? row.group(2) : row.group(2) + "_count";
            assertThat(samples).as(row.group()).containsKey(metric);
            Set<String> tags = Arrays.stream(row.group(3).split(", "))
                    .map(tag -> tag.replace("`", ""))
                    .filter(tag -> !tag.isBlank())
                    .collect(Collectors.toSet());
            assertThat(samples.getOrDefault(metric, Map.of()).keySet())
                    .as(row.group())
                    .isEqualTo(tags);
        }
        assertThat(rows)
                .isEqualTo(registry.getMeters().stream()
                        .map(Meter::getId)
                        .map(Meter.Id::getName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
