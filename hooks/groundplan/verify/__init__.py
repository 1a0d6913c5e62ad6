"""Run the verifications of a plan, keep the evidence, and lead a plan from step to step."""
