"""KPIs over time: counted, entered or imported; whether they reach their target (S2, S3)."""
