<?php

declare(strict_types=1);

namespace Migra;

use FFI;
use FFI\CData;
use Migra\Internal\Memory;

/** How the whole analysis goes about it. */
final class AnalyzeOptions
{
    /**
     * @param array<string, Severity|RuleSwitch> $settings rules, or groups such as "data-loss"
     * @param array<string, string> $ruleOptions limits and patterns of rules: "naming/table-pattern.pattern"
     */
    public function __construct(
        public readonly ?DiffOptions $diff = null,
        public readonly ?PlanOptions $plan = null,
        public readonly bool $withoutPlan = false,
        public readonly array $settings = [],
        public readonly array $ruleOptions = [],
    ) {
    }

    /** @internal */
    public function fill(Memory $memory): CData
    {
        $o = $memory->options('migra_analyze_options');
        $o->diff = $this->diff === null ? null : FFI::addr($this->diff->fill($memory));
        $o->plan = $this->plan === null ? null : FFI::addr($this->plan->fill($memory));
        $o->without_plan = (int) $this->withoutPlan;
        $settings = $memory->list('migra_rule_setting', count($this->settings));
        $i = 0;
        foreach ($this->settings as $rule => $severity) {
            $settings[$i]->rule = $memory->text((string) $rule);
            $settings[$i++]->severity = $severity->value;
        }
        $o->settings = $settings === null ? null : $memory->pointer('migra_rule_setting', $settings);
        $o->setting_count = $i;
        $options = $memory->list('migra_rule_option', count($this->ruleOptions));
        $i = 0;
        foreach ($this->ruleOptions as $key => $value) {
            $options[$i]->key = $memory->text((string) $key);
            $options[$i++]->value = $memory->text($value);
        }
        $o->rule_options = $options === null ? null : $memory->pointer('migra_rule_option', $options);
        $o->rule_option_count = $i;

        return $o;
    }
}
