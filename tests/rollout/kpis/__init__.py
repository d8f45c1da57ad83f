"""Tests of KPIs."""
